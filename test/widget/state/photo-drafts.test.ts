import { describe, expect, it } from 'vitest';
import { answerChunks } from '../../fixtures/answer-chunks.ts';
import { aTab, IN_C1 } from '../../support/widget-tab.ts';

describe('the photos of a session', () => {
  it('are sent before the text', async () => {
    const { session, transport } = aTab('id');
    await session.photos.add(new Blob(['x'], { type: 'image/png' }));
    expect(session.state.photos[0]).toMatchObject({ status: 'ready', mediaType: 'image/png' });
    transport.sends.push({ chunks: answerChunks('Nice') });
    await session.send('have this?');
    expect(transport.sent[0]?.message.parts).toEqual([
      { type: 'file', mediaType: 'image/png', url: 'https://aisle.example/v1/images/i1' },
      { type: 'text', text: 'have this?' },
    ]);
    expect(transport.calls.filter((call) => call.startsWith('createVisitor'))).toHaveLength(1);
  });

  it('that could not be uploaded are not sent', async () => {
    const { session, transport } = aTab('id');
    transport.uploadFailure = 'unsupported_image';
    await session.photos.add(new Blob(['x'], { type: 'image/heic' }));
    expect(session.state.photos[0]).toMatchObject({
      status: 'failed',
      failure: 'unsupported_image',
    });
    await session.send('');
    expect(transport.sent).toEqual([]);
  });

  it('tell how far they are, and are uploaded again where that failed', async () => {
    const { session, transport } = aTab('id');
    transport.uploadFailure = 'network';
    await session.photos.add(new Blob(['x'], { type: 'image/png' }));
    const [failed] = session.state.photos;
    expect(failed).toMatchObject({ status: 'failed', progress: 0.5 });
    transport.uploadFailure = undefined;
    const retrying = session.photos.retry(failed!.id);
    expect(session.state.photos[0]).toMatchObject({ status: 'uploading', progress: 0 });
    await retrying;
    expect(session.state.photos[0]).toMatchObject({ status: 'ready', failure: undefined });
  });

  it('are uploaded one after the other, past one that is taken out', async () => {
    const { session, transport } = aTab('id');
    const turns = [1, 2, 3].map(() => Promise.withResolvers<void>());
    let begun = 0;
    let running = 0;
    transport.upload = async (signal) => {
      const { promise, reject } = turns[begun++]!;
      signal.addEventListener('abort', () => reject(signal.reason));
      running += 1;
      expect(running).toBe(1);
      await promise.finally(() => {
        running -= 1;
      });
    };
    const photo = new Blob(['x'], { type: 'image/png' });
    const adding = [1, 2, 3].map(() => session.photos.add(photo));
    await expect.poll(() => begun).toBe(1);
    session.photos.remove(session.state.photos[0]!.id);
    turns[1]?.resolve();
    turns[2]?.resolve();
    await Promise.all(adding);
    expect(session.state.photos.map(({ status }) => status)).toEqual(['ready', 'ready']);
  });

  it('that the browser cannot read are shown as the server made them', async () => {
    const { session, transport } = aTab('id');
    await session.photos.add(new Blob(['x'], { type: 'image/heic' }));
    await session.photos.ofMessage(session.state.photos[0]!.url!);
    expect(transport.calls.at(-1)).toBe('token-1 image i1');
    transport.calls.length = 0;
    await session.photos.add(new Blob(['x'], { type: 'image/png' }));
    await session.photos.ofMessage(session.state.photos[1]!.url!);
    expect(transport.calls).toEqual(['token-1 uploadImage']);
  });

  it('are not uploaded any further once they are taken out', async () => {
    const { session, transport } = aTab('id');
    const begun = Promise.withResolvers<AbortSignal>();
    transport.upload = (signal) => {
      begun.resolve(signal);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    };
    const adding = session.photos.add(new Blob(['x'], { type: 'image/png' }));
    const signal = await begun.promise;
    session.photos.remove(session.state.photos[0]!.id);
    await adding;
    expect(signal.aborted).toBe(true);
    expect(session.state.photos).toEqual([]);
  });

  it('are fetched by their id from our server only, and only once', async () => {
    const { session, transport } = aTab('id', { before: IN_C1 });
    const url = 'https://evil.example/v1/images/abc';
    await Promise.all([session.photos.ofMessage(url), session.photos.ofMessage(url)]);
    expect(transport.calls).toEqual(['known image abc']);
    await expect(session.photos.ofMessage('https://evil.example/x.png')).rejects.toThrow();
  });
});
