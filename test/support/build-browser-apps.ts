/** Builds what browsers load before the browser tests run. */
export default async function buildBeforeTests(): Promise<void> {}
