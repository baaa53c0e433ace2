/** Closes an exhaustive `switch`: a new member of the union becomes a compile error here, and a clear throw at run time. */
export function assertNever(value: never): never {
	throw new Error(`Unhandled member: ${typeof value}`);
}
