// The named caps of the client: nothing a server sends, and nothing that waits to be sent, may grow without end.

/** An error answer is one sentence; the rest of a proxy's error page is of no use. Bytes. */
export const errorBodyCap = 64 * 1024;

/** A short error answer is read to its end, so that the connection can be used again; milliseconds granted for that. */
export const errorBodyMs = 2000;

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

/** Calls in one answer. The documented upstreams allow at most 128 tools in a request. */
export const toolCallCap = 128;

/** Arguments of all calls of one answer: a call may write a whole file. Characters. */
export const toolArgumentsCap = 4 * 1024 * 1024;

/** Sources kept of one answer; a search answer on record names about ten. */
export const annotationCap = 100;

/** Requests of one key that wait for their turn. At one a second, the last would wait a minute, which nobody does. */
export const queueCap = 60;

/** Keys that are paced apart. A window has one, or two while the host changes. */
export const pacedKeyCap = 16;

/** Models whose refused parameters are remembered; the catalogue has some 40. */
export const dialectCap = 256;

/** Fallback models asked for one request: each may take its whole time limit. */
export const fallbackCap = 4;

/** Bytes of an answer that wait for their reader before the network is held up; four of a socket's usual reads. */
export const queuedBytesCap = 256 * 1024;
