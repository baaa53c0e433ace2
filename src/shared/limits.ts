// What the host takes of the page, which refuses more by itself and says why.

/** Longest text a message may carry, in UTF-16 units: more than any model's window, and small enough to hold. */
export const maxMessageLength = 8_000_000;

/** Most messages that wait for an answer to end: more than a person keeps in mind. */
export const maxQueued = 10;

/** Largest image, in bytes: the least that a vision model on record takes in one request. */
export const maxImageBytes = 5_000_000;

/** Most files that are dropped at once: more than a message may have attachments. */
export const maxDropped = 50;
