// The name of the chat's editor tab, for the doorway that is loaded before everything else.
export const chatEditorType = 'openmind.chatEditor';
