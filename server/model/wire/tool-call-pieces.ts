import type { WireToolCall } from './openai-wire.ts';
import { asObject, parseJson } from './read-json.ts';

/** A tool call that grows while its pieces arrive. */
export interface GrowingCall {
  index: number | undefined;
  id: string | undefined;
  name: string;
  arguments: string;
  extraContent: unknown;
}

/**
 * Adds a piece to the call that it belongs to, or starts a new one at the end of `calls`. Neither index
 * nor id can be trusted alone: providers leave them out, send them empty, give every call the same one
 * or change them on the way (cases 070–106 of the protocol corpus, rules R8 to R10).
 */
export function addPiece(calls: GrowingCall[], piece: WireToolCall): void {
  const call = ownerOf(calls, piece);
  if (!call) {
    if (!piece.id && !piece.name && piece.arguments.trim() === '') return;
    calls.push({ ...piece, name: piece.name ?? '' });
    return;
  }
  call.id ??= piece.id;
  call.name = joinName(call, piece.name);
  call.arguments += piece.arguments;
  call.extraContent ??= piece.extraContent;
}

function ownerOf(calls: GrowingCall[], piece: WireToolCall): GrowingCall | undefined {
  return piece.index === undefined ? ownerWithoutIndex(calls, piece) : ownerByIndex(calls, piece);
}

function ownerByIndex(calls: GrowingCall[], piece: WireToolCall): GrowingCall | undefined {
  const call = calls.findLast(({ index }) => index === piece.index);
  if (!call || !piece.name) return call;
  const anotherId = piece.id !== undefined && call.id !== undefined && piece.id !== call.id;
  if (anotherId) return undefined;
  return piece.id === undefined && isWhole(call) ? undefined : call;
}

function ownerWithoutIndex(calls: GrowingCall[], piece: WireToolCall): GrowingCall | undefined {
  const named = piece.id && calls.findLast(({ id }) => id === piece.id);
  if (named) return named;
  const last = calls.at(-1);
  if (!last || !piece.name) return last;
  const anotherId = piece.id !== undefined && last.id !== undefined;
  return !anotherId && last.name === piece.name && !isWhole(last) ? last : undefined;
}

function isWhole(call: GrowingCall): boolean {
  return asObject(parseJson(call.arguments)) !== undefined;
}

/** LM Studio streams names in pieces; most others repeat the whole name. */
function joinName(call: GrowingCall, piece: string | undefined): string {
  if (!piece || piece === call.name) return call.name;
  if (call.name === '') return piece;
  return call.arguments === '' ? call.name + piece : call.name;
}
