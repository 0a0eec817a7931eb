/** What is wrong with a value that is none of these. */
export const oneOf = (values: readonly (string | number)[]) => ({
  message: `must be one of ${values.join(', ')}`,
});
