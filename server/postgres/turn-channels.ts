/** NOTIFY channels between processes; the payload is a turn's id. */
export const EVENTS_CHANNEL = 'aisle_turn_events';
export const STOP_CHANNEL = 'aisle_turn_stop';
