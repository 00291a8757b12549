/** A term that has no value here, whatever the inputs: shapes and branches that are not followed. */
export class Unsupported extends Error {}
