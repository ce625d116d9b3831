import { access, constants, mkdir } from 'node:fs/promises';
import { ConfigError } from '../config.ts';

/** Makes DATA_DIR when it is not there. Throws ConfigError when photos on their way in could not be written to it. */
export async function openDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigError([`DATA_DIR must be a folder that Aisle may write to (${message})`]);
  }
}
