/** What is wrong with a backup or an export, in a sentence. */
export class UnreadableFile extends Error {}
