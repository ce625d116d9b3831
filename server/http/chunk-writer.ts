import type { ServerResponse } from 'node:http';

/**
 * Writes pieces of a body whose head is on its way; false when the reader has to take something first, which `drain` of
 * the response or of its socket ends. Node hands the length, the piece and two line ends to the system as four; in one
 * string, as RFC 9112 7.1 has them, they cost half as much.
 */
export function chunkWriter(outgoing: ServerResponse): (text: string) => boolean {
  const { socket } = outgoing;
  // Without one it is the turn of another answer on the same connection.
  if (!socket) return (text) => outgoing.write(text);
  return (text) => {
    // HTTP/1.0 knows no chunks, and the head goes with what is written first.
    if (!outgoing.chunkedEncoding || !isHeadSent(outgoing)) return outgoing.write(text);
    const bytes = Buffer.byteLength(text);
    // No bytes would be the last chunk, and after that another answer may begin.
    if (bytes === 0 || outgoing.writableEnded || outgoing.destroyed) return true;
    return socket.write(`${bytes.toString(16)}\r\n${text}\r\n`);
  };
}

/** `headersSent` is true already when they are only written down. */
function isHeadSent(outgoing: ServerResponse & { _headerSent?: boolean }): boolean {
  return outgoing._headerSent === true;
}
