/** Thrown where something could not be shown; the message is the first such thing. */
export class NotProved extends Error {}
