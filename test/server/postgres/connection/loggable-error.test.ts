import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { loggableError } from '../../../../server/postgres/connection/loggable-error.ts';

describe('an error in the log', () => {
  it('says which query failed and why, and not with which values', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = new DrizzleQueryError('select $1', ['a shopper’s words'], cause);
    const logged = loggableError(error);
    expect(JSON.stringify(logged)).not.toContain('words');
    expect(logged).toMatchObject({
      type: 'DrizzleQueryError',
      message: 'Failed query: select $1',
      cause: { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' },
    });
  });

  it('does not repeat what the database quotes of a value that it refuses', () => {
    const refused = Object.assign(Object.create(postgres.PostgresError.prototype), {
      message: 'invalid input syntax for type uuid: "my secret"',
      detail: 'my secret',
      code: '22P02',
    });
    const logged = loggableError(refused);
    expect(JSON.stringify(logged)).not.toContain('secret');
    expect(logged.code).toBe('22P02');
  });

  it('keeps message and place of a bug of ours', () => {
    const logged = loggableError(new RangeError('a product has at least one price'));
    expect(logged).toMatchObject({
      type: 'RangeError',
      message: 'a product has at least one price',
    });
    expect(logged.stack).toContain('loggable-error.test.ts');
  });

  it('does not follow causes for ever', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(loggableError(error)).length).toBeLessThan(20_000);
  });
});
