'use strict';
// TypeScript ESM sources import './x.js'; the file on disk is './x.ts'.
const sync = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('/node_modules/')) {
    return options.defaultResolver(request.slice(0, -3) + '.ts', options);
  }
  return options.defaultResolver(request, options);
};
module.exports = { sync };
