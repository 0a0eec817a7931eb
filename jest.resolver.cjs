'use strict';
// TypeScript ESM sources import './x.js'; the file on disk is './x.ts', except in what is built.
const isSource = ({ basedir, rootDir }) =>
  !basedir.includes('/node_modules/') && !basedir.startsWith(`${rootDir}/dist/`);
const sync = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && isSource(options)) {
    return options.defaultResolver(request.slice(0, -3) + '.ts', options);
  }
  return options.defaultResolver(request, options);
};
module.exports = { sync };
