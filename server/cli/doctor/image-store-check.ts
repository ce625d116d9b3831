import { randomBytes } from 'node:crypto';
import { S3Failure, s3Client } from '../../images/storage/s3-client.ts';
import { type S3Location, s3Name } from '../../images/storage/s3-location.ts';
import { type Check, Trouble } from './check.ts';

/** Keeps, reads and removes an object in the bucket for photos. */
export function imageStoreCheck(location: S3Location): Check {
  const key = `doctor-${randomBytes(8).toString('hex')}`;
  const body = Buffer.from('written by "aisle doctor"');
  const ask = s3Client(location);
  const at = s3Name(location);
  const tried = (doing: string) => (error: unknown) => {
    if (!(error instanceof S3Failure)) throw error;
    throw new Trouble(`${at}: could not ${doing}: ${error.message}`, remedyOf(error));
  };
  return {
    name: 'photos',
    async run() {
      await ask({ method: 'PUT', key, body }).catch(tried('keep an object'));
      const back = await ask({ method: 'GET', key }).catch(tried('read an object'));
      await ask({ method: 'DELETE', key }).catch(tried('remove an object'));
      if (back?.equals(body)) return `${at}: kept, read and removed an object`;
      throw new Trouble(`${at}: other bytes came back`, 'check what stands between.');
    },
  };
}

function remedyOf({ status, code }: S3Failure): string {
  if (code === 'NoSuchBucket') return 'create the bucket, or correct IMAGE_STORE.';
  if (code === 'RequestTimeTooSkewed') return "set this machine's clock.";
  if (status === undefined || status >= 500)
    return 'check the host in IMAGE_STORE, and that it runs.';
  if (status >= 300 && status < 400)
    return 'name the region of the bucket: IMAGE_STORE=…?region=….';
  if (status === 401 || status === 403) {
    return 'check key, secret and region in IMAGE_STORE; the key may need s3:PutObject, s3:GetObject and s3:DeleteObject.';
  }
  return 'see the message.';
}
