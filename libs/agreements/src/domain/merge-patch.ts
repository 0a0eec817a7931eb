import { isJsonObject } from '@app/facts';

/** A JSON value, as parsed. */
type Json = unknown;

/**
 * Applies a JSON merge patch (RFC 7396): objects are merged, null removes a member, and everything else, lists
 * included, is replaced whole. Nothing that was given is changed.
 *
 * @example mergePatch({ a: { b: 1, c: 2 } }, { a: { b: null }, d: [3] }) // { a: { c: 2 }, d: [3] }
 */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const merged = new Map<string, Json>(Object.entries(isJsonObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}
