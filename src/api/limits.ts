// The named caps of the client: nothing a server sends may grow without end.

/** An error answer is one sentence; the rest of a proxy's error page is of no use. Bytes. */
export const errorBodyCap = 64 * 1024;

/** A whole answer, after decompression. The longest answers on record (128,000 tokens) are about 30 MB of events. Bytes. */
export const answerCap = 64 * 1024 * 1024;

/** One event of a stream. Real ones are under 1 kB; some gateways send a whole answer as one. Characters. */
export const eventCap = 4 * 1024 * 1024;

/** Once the finish reason is known only usage and `[DONE]` can follow; a server that sends neither does not hold up the answer. Milliseconds. */
export const tailMs = 3000;

/** After `[DONE]` the body is read to its end, so that the connection can be used again; milliseconds granted for that. */
export const drainMs = 250;

/** The service's documented upstreams take at most four stop words. */
export const stopWordCap = 4;

/** Names kept of the list of accepted models in a 404; the longest on record has 8. */
export const acceptedModelCap = 50;
