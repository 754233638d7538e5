/** Kontor cannot start, and the person who starts it can do something about it: the message is for them, without a stack. */
export class StartProblem extends Error {}
