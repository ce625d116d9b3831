import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '../fakes/fake-aisle-server.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
});

afterAll(() => shop.close());

afterEach(() => {
  shop.server.intercept = () => undefined;
});

async function picture(width: number, height: number) {
  const buffer = await sharp({ create: { width, height, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();
  return { name: 'photo.png', mimeType: 'image/png', buffer };
}

const chooser = (visit: Visit) => visit.page.locator('input[type=file]');
const drafts = (visit: Visit) => visit.page.locator('.draft');

/** What somebody sees in the middle of a canvas. */
const centre = (visit: Visit, selector: string) =>
  visit.page.locator(selector).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixel = canvas.getContext('2d')?.getImageData(width / 2, height / 2, 1, 1).data;
    return [...(pixel ?? [])].map((value) => Math.round(value / 20));
  });
const RED = [0xcc, 0x33, 0x33, 0xff].map((value) => Math.round(value / 20));

describe('a photo', () => {
  it('is sent with the question and is still there after a reload', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await chooser(visit).setInputFiles(await picture(300, 200));
    await visit.page.locator('.draft-ready .photo-shown').waitFor();
    await visit.ask('do you have this?');
    await visit.answer('You said: do you have this?');
    expect(shop.server.lastTurn.question.parts[0]).toMatchObject({
      type: 'file',
      mediaType: 'image/png',
      url: expect.stringMatching(/\/v1\/images\/img\d+$/),
    });
    await expect.poll(() => drafts(visit).count()).toBe(0);
    await visit.page.reload();
    await visit.page.locator('.question .photo-shown').waitFor();
    expect(await centre(visit, '.question canvas')).toEqual(RED);
    expect(visit.errors).toEqual([]);
  });

  it('holds the message back until it has arrived', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await chooser(visit).setInputFiles(await picture(4000, 3000));
    await visit.ask('and this one?');
    await visit.answer('You said: and this one?');
    expect(shop.server.lastTurn.question.parts[0]).toMatchObject({ type: 'file' });
    expect(await visit.composer.inputValue()).toBe('');
  });

  it('is made smaller before it travels', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await chooser(visit).setInputFiles(await picture(4000, 3000));
    await visit.page.locator('.draft-ready').waitFor();
    const uploaded = [...shop.server.images.values()].at(-1);
    expect(uploaded?.type).toBe('image/webp');
    const { width, height } = await sharp(uploaded?.bytes).metadata();
    expect([width, height]).toEqual([1600, 1200]);
  });

  it('is turned upright before it travels', async () => {
    await using visit = await shop.visit();
    await visit.open();
    const lying = sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#c33' } });
    const buffer = await lying.withMetadata({ orientation: 6 }).jpeg().toBuffer();
    await chooser(visit).setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await visit.page.locator('.draft-ready').waitFor();
    const { bytes } = [...shop.server.images.values()].at(-1)!;
    const { width, height, orientation } = await sharp(bytes).metadata();
    expect([width, height, orientation]).toEqual([1067, 1600, undefined]);
  });

  it('goes up as it is when the browser cannot read it, whatever it takes it for', async () => {
    await using visit = await shop.visit();
    await visit.open();
    const buffer = Buffer.from('....ftypheic....');
    await visit.panel.evaluate(
      (panel, bytes) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], 'IMG_1.HEIC'));
        const dropped = { dataTransfer, bubbles: true, cancelable: true };
        panel.dispatchEvent(new DragEvent('drop', dropped));
      },
      [...buffer],
    );
    await visit.page.locator('.draft-ready').waitFor();
    const { type, bytes } = [...shop.server.images.values()].at(-1)!;
    expect(type).toBe('image/heic');
    expect(Buffer.from(bytes)).toEqual(buffer);
  });

  it('is taken with the camera on a phone, which a desktop does not offer', async () => {
    await using desk = await shop.visit();
    await desk.open();
    await desk.panel.getByRole('button', { name: 'Add a photo' }).waitFor();
    expect(await desk.panel.getByRole('button', { name: 'Take a photo' }).count()).toBe(0);
    await using phone = await shop.visit('/', { isMobile: true, hasTouch: true });
    await phone.open();
    await phone.panel.getByRole('button', { name: 'Take a photo' }).waitFor();
    const camera = phone.page.locator('input[capture=environment]');
    expect(await camera.evaluate((input: HTMLInputElement) => input.multiple)).toBe(false);
    await camera.setInputFiles(await picture(60, 60));
    await phone.page.locator('.draft-ready').waitFor();
  });

  it('shows how far it is while the next words are typed, and can be called off', async () => {
    const held = Promise.withResolvers<undefined>();
    shop.server.intercept = ({ url, method }) =>
      url.endsWith('/v1/images') && method === 'POST' ? held.promise : undefined;
    await using visit = await shop.visit();
    await visit.open();
    await chooser(visit).setInputFiles([await picture(60, 60), await picture(50, 50)]);
    await expect.poll(() => visit.panel.getByRole('progressbar').count()).toBe(2);
    await expect
      .poll(() => visit.panel.getByRole('progressbar').first().getAttribute('aria-valuenow'))
      .toBe('100');
    await visit.composer.fill('while it travels');
    await visit.panel.getByRole('button', { name: 'Remove photo' }).first().click();
    await expect.poll(() => drafts(visit).count()).toBe(1);
    await visit.composer.press('Enter');
    held.resolve(undefined);
    await visit.answer('You said: while it travels');
    const files = shop.server.lastTurn.question.parts.filter(({ type }) => type === 'file');
    expect(files).toHaveLength(1);
  });

  it('can be sent again after the network failed, and holds the message back until then', async () => {
    let broken = true;
    shop.server.intercept = ({ url, method }) =>
      broken && url.endsWith('/v1/images') && method === 'POST'
        ? new Response(null, { status: 502 })
        : undefined;
    await using visit = await shop.visit();
    await visit.open();
    await chooser(visit).setInputFiles(await picture(60, 60));
    await visit.panel.getByText('Not sent: there is no connection.').waitFor();
    broken = false;
    await visit.panel.getByRole('button', { name: 'Try again' }).click();
    await visit.page.locator('.draft-ready').waitFor();
    expect(await visit.panel.getByText('Not sent').count()).toBe(0);
  });

  it('can be sent alone, pasted from the clipboard', async () => {
    await using visit = await shop.visit();
    await visit.open();
    const { buffer } = await picture(60, 60);
    await visit.composer.evaluate(
      (field, bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'p.png', { type: 'image/png' }));
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      },
      [...buffer],
    );
    await visit.page.locator('.draft-ready').waitFor();
    await visit.panel.getByRole('button', { name: 'Send' }).click();
    await visit.page.locator('.question .photo-shown').waitFor();
  });

  it('can be dropped on the panel', async () => {
    await using visit = await shop.visit();
    await visit.open();
    const { buffer } = await picture(60, 60);
    await visit.panel.evaluate(
      (panel, bytes) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], 'p.png', { type: 'image/png' }));
        panel.dispatchEvent(
          new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
        );
      },
      [...buffer],
    );
    await visit.page.locator('.draft-ready').waitFor();
  });

  it('can be taken back', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await chooser(visit).setInputFiles(await picture(60, 60));
    await visit.panel.getByRole('button', { name: 'Remove photo' }).click();
    await expect.poll(() => drafts(visit).count()).toBe(0);
  });

  it('is one of four at most, and a photo', async () => {
    await using visit = await shop.visit();
    await visit.open();
    const one = await picture(20, 20);
    await chooser(visit).setInputFiles([one, one, one, one, one]);
    await visit.panel.getByText('At most 4 photos in one message.').waitFor();
    await expect.poll(() => drafts(visit).count()).toBe(4);
    await chooser(visit).setInputFiles({
      name: 'a.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    });
    await visit.panel.getByText('This file is not a photo.').waitFor();
  });

  it('says so when the server cannot read it', async () => {
    shop.server.intercept = ({ url, method }) =>
      url.endsWith('/v1/images') && method === 'POST'
        ? refuse('unsupported_image', 415)
        : undefined;
    await using visit = await shop.visit();
    await visit.open();
    await chooser(visit).setInputFiles(await picture(20, 20));
    await visit.panel.getByText('This picture cannot be used. Try another one').waitFor();
    expect(await visit.panel.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(await visit.panel.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  });
});
