/** Beside these "5m" is five metres long; beside all else, in a shop that sells for dong, it is five million. Folded. */
export const LENGTHY_THING =
  /(?<![a-z\d])(?:cap|day|dai|ong|thuoc|cables?|cords?|ropes?|hoses?|wires?|leads?|long|length|tapes?)(?![a-z\d])/;
