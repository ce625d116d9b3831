/** NOTIFY channels between processes; the payload is a turn's id, or several with commas between where many have news. */
export const EVENTS_CHANNEL = 'aisle_turn_events';
export const STOP_CHANNEL = 'aisle_turn_stop';
/** A payload has at most 8,000 bytes. */
export const TURNS_IN_A_SIGNAL = 200;
