import { type SQL, sql } from 'drizzle-orm';
import type { UnmatchedPhoto } from '../../../shared/admin-photos.ts';
import { readPageCursor, writePageCursor } from '../../admin/page-cursor.ts';
import type { UnmatchedPhotos } from '../../admin/unmatched-photos.ts';
import type { Drizzle } from '../connection/database.ts';

interface Row extends Record<string, unknown> {
  asked_at: string;
  image_id: string;
  conversation_id: string;
  question: string;
  offered: string[];
  unsure: boolean;
}

/**
 * Read from the calls of `find_products_like_photo` themselves, so there is nothing to keep up or to delete. A photo
 * that was looked for several times stands where it was last.
 */
export function postgresUnmatchedPhotos(db: Drizzle): UnmatchedPhotos {
  return {
    async list(storeId, { limit, cursor }) {
      const after = cursor === undefined ? undefined : readPageCursor(cursor);
      const older = after
        ? sql`and (call.created_at, image.id) < (${after.time}::timestamptz, ${after.id}::uuid)`
        : sql``;
      const rows = await db.execute<Row>(sql`
        select distinct on (call.created_at, image.id)
          to_char(call.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as asked_at,
          image.id as image_id,
          turn.conversation_id,
          coalesce((
            select string_agg(part ->> 'text', ' ') from jsonb_array_elements(question.parts) as part
            where part ->> 'type' = 'text'), '') as question,
          coalesce((
            select array_agg(product ->> 'title')
            from jsonb_array_elements(call.output -> 'similar_by_words') as product), '{}') as offered,
          jsonb_array_length(coalesce(call.output -> 'degraded', '[]')) > 0 as unsure
        from tool_call call
        join turn on turn.id = call.turn_id
        join message question on question.id = turn.question_id
        join image on image.store_id = call.store_id and image.id::text = call.input ->> 'image_id'
        where call.store_id = ${storeId} and ${isUnmatched('call')} ${older}
          and not exists (
            select from tool_call later
            where later.store_id = call.store_id and ${isUnmatched('later')}
              and later.input ->> 'image_id' = call.input ->> 'image_id'
              and later.created_at > call.created_at)
        order by call.created_at desc, image.id desc
        limit ${limit + 1}`);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        photos: page.map(photoOf),
        next_cursor:
          rows.length > limit && last
            ? writePageCursor({ time: last.asked_at, id: last.image_id })
            : null,
      };
    },
  };
}

/** As the indexes of these calls have it. */
function isUnmatched(call: 'call' | 'later'): SQL {
  const { name, output } = { name: sql.raw(`${call}.name`), output: sql.raw(`${call}.output`) };
  return sql`${name} = 'find_products_like_photo' and ${output} ->> 'outcome' = 'none'`;
}

/** Longer than what is shown of it. */
const QUESTION_CHARACTERS = 300;

function photoOf(row: Row): UnmatchedPhoto {
  return {
    image_id: row.image_id,
    conversation_id: row.conversation_id,
    asked_at: new Date(row.asked_at).toISOString(),
    question: row.question.slice(0, QUESTION_CHARACTERS).toWellFormed(),
    offered: row.offered,
    unsure: row.unsure,
  };
}
