/** Words by their key; what has none is shown by its key. */
export type Words = Readonly<Record<string, string>>;

/** What the names and codes of the JSON are called. */
export interface DocumentWords {
  /** By table id. At most 31 characters, none of `[]:*?/\\`: they are names of sheets too. */
  readonly tables: Words;
  /** By the name of the field, or its whole path where it means something else there. */
  readonly fields: Words;
  /** By the name of the field, then the code. */
  readonly codes: Readonly<Record<string, Words>>;
  /** What a finding means, by its code. */
  readonly findings: Words;
}
