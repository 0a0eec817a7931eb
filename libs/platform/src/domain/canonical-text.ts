import { canonicalJson } from './canonical-json.js';
import { isSurelyCanonical } from './surely-canonical.js';

const objectIn = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {}; // what is no JSON is no object either
  }
};

/**
 * The object that a text holds, as canonical JSON: the text itself where it is that already, which is seen by looking
 * through it. An empty object for any other text.
 *
 * @example canonicalObjectText('{"b": 1, "a": 2}') // {"a":2,"b":1}
 */
export const canonicalObjectText = (text: string): string =>
  text.startsWith('{') && isSurelyCanonical(text) ? text : canonicalJson(objectIn(text));
