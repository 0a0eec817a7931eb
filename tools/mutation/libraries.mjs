/**
 * @typedef {object} Library what is mutated, and by which tests it is guarded: its own, since what only a library on
 *   top of it would notice is not guarded where it is written
 * @property {string} name
 * @property {string} domain folder, from the root of the project
 * @property {string} folder with its specs, from the root of the project
 */

/** @param {string} name @returns {Library} */
const library = (name) => ({ name, domain: `libs/${name}/src/domain`, folder: `libs/${name}/src` });

/** The domains that every figure comes from. */
export const libraries = [library('support-time'), library('service-levels')];
