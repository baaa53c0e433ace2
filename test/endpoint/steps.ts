// The one-shot behaviours a test can queue, as data.

/** Where a stalled or reset answer stops: before its headers, right after them, or after some chunks of the stream. */
export type Where = 'beforeHeaders' | 'afterHeaders' | 'midStream';

export type Step =
	/** A bare status with the documented envelope `{"error": ...}`; `error` null sends no body. */
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly error?: string | object | null;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** The connection is reset (RST). `afterChunks` counts the chunks that still arrive; 3 when absent. */
	| { readonly kind: 'reset'; readonly at: Where; readonly afterChunks?: number }
	/** Nothing more of the usual answer, or of `text`, comes until `endpoint.release()` or until the client leaves; after the release it goes on. */
	| { readonly kind: 'stall'; readonly at: Where; readonly afterChunks?: number; readonly text?: string }
	/** The usual answer, `bytes` at a time with `delayMs` in between. */
	| { readonly kind: 'drip'; readonly bytes: number; readonly delayMs: number }
	/** The usual answer under another content type. */
	| { readonly kind: 'contentType'; readonly contentType: string }
	/** The usual answer, compressed. */
	| { readonly kind: 'compressed'; readonly coding: 'gzip' | 'deflate' | 'br' }
	| { readonly kind: 'truncatedGzip' }
	/** A login or error page with status 200. */
	| { readonly kind: 'html' }
	| { readonly kind: 'empty' }
	| { readonly kind: 'notJson' }
	/** Bytes without end and without a line break. */
	| { readonly kind: 'endlessBody'; readonly contentType?: string; readonly status?: number }
	| { readonly kind: 'endlessHeaders' }
	| { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
	| { readonly kind: 'refusal'; readonly text: string }
	/** The usual answer, or `text`, ending for another reason; null leaves the reason and `[DONE]` out. */
	| { readonly kind: 'finish'; readonly reason: string | null; readonly text?: string }
	/** A plain JSON answer to a request for a stream. */
	| { readonly kind: 'json'; readonly text?: string }
	/** Some chunks of the usual answer, then `{"error": ...}` in the stream. */
	| { readonly kind: 'errorEvent'; readonly error: string | object; readonly afterChunks?: number }
	| { readonly kind: 'text'; readonly text: string; readonly reasoning?: string; readonly usage?: boolean }
	/** Objects of the wire as they are, each as one event; `[DONE]` follows unless `done` is false. */
	| { readonly kind: 'chunks'; readonly chunks: readonly unknown[]; readonly done?: boolean }
	/** Bytes as they are, written in pieces cut at the given offsets. */
	| {
			readonly kind: 'raw';
			readonly body: string | Uint8Array;
			readonly cuts?: readonly number[];
			readonly status?: number;
			readonly headers?: Readonly<Record<string, string>>;
	  };
