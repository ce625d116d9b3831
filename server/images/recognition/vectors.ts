/** As kept: a scale (float32, little-endian), then a signed byte for each number. */
export function encodeVector(vector: Float32Array): Buffer {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const bytes = Buffer.alloc(4 + vector.length);
  bytes.writeFloatLE(largest / 127, 0);
  if (largest === 0) return bytes;
  vector.forEach((value, at) => {
    bytes.writeInt8(Math.round((value / largest) * 127), 4 + at);
  });
  return bytes;
}

/** Reads what `encodeVector` wrote. */
export function decodeVector(bytes: Buffer): Float32Array {
  const scale = bytes.readFloatLE(0);
  return Float32Array.from({ length: bytes.length - 4 }, (_, at) => bytes.readInt8(4 + at) * scale);
}

/** Many vectors of one length, to be compared with one. */
export interface VectorTable {
  /**
   * For each row how alike it is to `query`: 1 is the same, 0 no nearer than the average; 0 for rows that are not
   * there. What all rows have in common is taken away from the rows, and `queryMean` (unless given, the same) from the
   * query.
   */
  scores(query: Float32Array, queryMean?: Float32Array): Float32Array;
  row(at: number): Float32Array | undefined;
  /** Whether there is such a row. */
  has(at: number): boolean;
}

/** A byte a number. Rows that are undefined are not there. Throws when lengths differ. */
export function vectorTable(rows: (Buffer | undefined)[]): VectorTable {
  const dim = (rows.find((row) => row !== undefined)?.length ?? 4) - 4;
  const bytes = new Int8Array(rows.length * dim);
  const scales = new Float32Array(rows.length);
  const mean = new Float32Array(dim);
  let present = 0;
  rows.forEach((row, index) => {
    if (!row) return;
    if (row.length !== dim + 4) throw new RangeError('vectors of different lengths');
    scales[index] = row.readFloatLE(0);
    bytes.set(new Int8Array(row.buffer, row.byteOffset + 4, dim), index * dim);
    present += 1;
    for (let at = 0; at < dim; at += 1) mean[at]! += bytes[index * dim + at]! * scales[index]!;
  });
  for (let at = 0; at < dim; at += 1) mean[at]! /= Math.max(1, present);
  const lengths = Float32Array.from(rows, (_, index) => {
    let sum = 0;
    for (let at = 0; at < dim; at += 1) {
      const value = bytes[index * dim + at]! * scales[index]! - mean[at]!;
      sum += value * value;
    }
    return Math.sqrt(sum);
  });

  return {
    scores(query, queryMean = mean) {
      const scores = new Float32Array(rows.length);
      if (query.length !== dim) return scores;
      const wanted = query.map((value, at) => value - queryMean[at]!);
      const length = Math.sqrt(dot(wanted, wanted));
      const common = dot(wanted, mean);
      for (let index = 0; index < scores.length; index += 1) {
        const both = lengths[index]! * length;
        if (scales[index] === 0 || both === 0) continue;
        let sum = 0;
        for (let at = 0, from = index * dim; at < dim; at += 1, from += 1)
          sum += bytes[from]! * wanted[at]!;
        scores[index] = (sum * scales[index]! - common) / both;
      }
      return scores;
    },
    has: (index) => scales[index] !== 0 && scales[index] !== undefined,
    row(index) {
      if (!scales[index]) return undefined;
      const from = index * dim;
      return Float32Array.from(bytes.subarray(from, from + dim), (byte) => byte * scales[index]!);
    },
  };
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}
