import { z } from 'zod';
import type { RequestLimits } from '../http/request-limits.ts';
import type { UploadLimits } from '../images/intake/upload-quota.ts';
import { whole } from './values.ts';

/** What shoppers, and who pretends to be one, may ask of this installation. */
export interface ShopperLimits extends RequestLimits {
  uploads: UploadLimits;
  /** Connections that a process takes at once. */
  connections: number;
}

const MEBIBYTE = 1024 * 1024;

const Limit = whole(1, 1_000_000);

/**
 * For a shop whose visitors share an address (an office, a mobile carrier) the limits of an address are wide; what keeps
 * one visitor from flooding are the visitor's own.
 */
export const LIMITS_ENVIRONMENT = {
  LIMIT_ADDRESS_VISITORS_PER_MINUTE: Limit.default(60),
  LIMIT_ADDRESS_MESSAGES_PER_MINUTE: Limit.default(300),
  LIMIT_ADDRESS_UPLOADS_PER_MINUTE: Limit.default(60),
  LIMIT_ADDRESS_STREAMS: Limit.default(100),
  LIMIT_VISITOR_MESSAGES_PER_MINUTE: Limit.default(20),
  LIMIT_VISITOR_UPLOADS_PER_DAY: Limit.default(20),
  LIMIT_VISITOR_UPLOADS_PER_HOUR: Limit.default(20),
  LIMIT_VISITOR_UPLOAD_MB_PER_DAY: Limit.default(200),
  LIMIT_STORE_UPLOADS_PER_HOUR: Limit.default(2_000),
  LIMIT_STORE_UPLOAD_MB_PER_DAY: Limit.default(20_000),
  LIMIT_VISITOR_UPLOADS: Limit.default(3),
  LIMIT_VISITOR_STREAMS: Limit.default(6),
  LIMIT_PROCESS_TURNS: Limit.default(1_000),
  LIMIT_PROCESS_STREAMS: Limit.default(10_000),
  LIMIT_PROCESS_UPLOADS: Limit.default(64),
  LIMIT_PROCESS_CONNECTIONS: Limit.default(12_000),
};

const LimitsEnvironment = z.object(LIMITS_ENVIRONMENT);

export function arrangeLimits(values: z.infer<typeof LimitsEnvironment>): ShopperLimits {
  return {
    perMinute: {
      visitorsOfAddress: values.LIMIT_ADDRESS_VISITORS_PER_MINUTE,
      messagesOfVisitor: values.LIMIT_VISITOR_MESSAGES_PER_MINUTE,
      messagesOfAddress: values.LIMIT_ADDRESS_MESSAGES_PER_MINUTE,
      uploadsOfAddress: values.LIMIT_ADDRESS_UPLOADS_PER_MINUTE,
    },
    streams: {
      perVisitor: values.LIMIT_VISITOR_STREAMS,
      perAddress: values.LIMIT_ADDRESS_STREAMS,
      inAll: values.LIMIT_PROCESS_STREAMS,
    },
    turns: values.LIMIT_PROCESS_TURNS,
    uploads: {
      visitor: {
        photosADay: values.LIMIT_VISITOR_UPLOADS_PER_DAY,
        photosAnHour: values.LIMIT_VISITOR_UPLOADS_PER_HOUR,
        bytesADay: values.LIMIT_VISITOR_UPLOAD_MB_PER_DAY * MEBIBYTE,
      },
      store: {
        photosAnHour: values.LIMIT_STORE_UPLOADS_PER_HOUR,
        bytesADay: values.LIMIT_STORE_UPLOAD_MB_PER_DAY * MEBIBYTE,
      },
      visitorAtOnce: values.LIMIT_VISITOR_UPLOADS,
      inAll: values.LIMIT_PROCESS_UPLOADS,
    },
    connections: values.LIMIT_PROCESS_CONNECTIONS,
  };
}
