/** An id of the caller's (contract, "Conventions"), in a query or a simple body. */
export const ID_PATTERN = /^[A-Za-z0-9._:-]{1,128}$/;

/** What is wrong with a text that is none. */
export const isId = { message: 'must be an id' };
