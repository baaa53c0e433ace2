// The chat's view, by the name that the manifest gives it.
export const chatViewId = 'openmind.chat';
