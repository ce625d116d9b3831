import { asArray, asObject, type JsonObject } from './read-json.ts';

/** The keywords of JSON Schema that Gemini's function declarations take; any other one fails the request. */
const KNOWN = new Set([
  'type',
  'format',
  'title',
  'description',
  'nullable',
  'enum',
  'default',
  'properties',
  'required',
  'items',
  'anyOf',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'pattern',
]);

/**
 * A JSON Schema in the subset that Gemini understands. Says the same where the subset can (`const` → `enum`,
 * a type list with null → `nullable`, exclusive bounds of integers → inclusive ones) and less where not;
 * tools check their arguments anyway.
 */
export function toGeminiSchema(schema: unknown): JsonObject {
  const source = asObject(schema) ?? {};
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries({ ...source, ...translated(source) })) {
    if (KNOWN.has(keyword)) result[keyword] = value;
  }
  const properties = asObject(source.properties);
  if (properties) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, toGeminiSchema(property)]),
    );
  }
  if (source.items !== undefined) result.items = toGeminiSchema(source.items);
  const alternatives = asArray(source.anyOf ?? source.oneOf);
  if (alternatives.length > 0) result.anyOf = alternatives.map(toGeminiSchema);
  return result;
}

function translated(source: JsonObject): JsonObject {
  const types = asArray(source.type);
  const step = source.type === 'integer' || types.includes('integer') ? 1 : 0;
  return {
    ...(types.length > 0 && { type: types.find((type) => type !== 'null') }),
    ...(types.includes('null') && { nullable: true }),
    ...('const' in source && { type: source.type ?? typeof source.const, enum: [source.const] }),
    ...(typeof source.exclusiveMinimum === 'number' && {
      minimum: source.exclusiveMinimum + step,
    }),
    ...(typeof source.exclusiveMaximum === 'number' && {
      maximum: source.exclusiveMaximum - step,
    }),
  };
}
