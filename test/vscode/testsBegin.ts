// The line that a test module prints first. What came before it on the console is VS Code's own start.

export const testsBegin = '--- tests begin ---';
