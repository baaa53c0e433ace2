// Tells by its words whether a line begins a statement, or is the head of one or of a declaration.

/** Words that begin a statement. */
export const statementWord =
	/^(import|return|const|let|var|val|def|class|func|fun|fn|function|public|private|protected|raise|throw|if|for|while|foreach|try|print|echo|export|await|switch|del|assert|pass|break|continue|struct|enum|interface|type)\b(?=[\s({;]|$)/;

/** Lines that a block or statement follows. */
export const header = /^\s*(if|for|while|foreach|switch|else if|elif|catch|with|using|lock|match)\b/;

export const declares =
	/^\s*([\w\s]*\b)?(def|class|struct|interface|enum|public|private|protected|impl)\b|\b(func|fun|fn|function)\b/;
