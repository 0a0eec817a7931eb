export { ndjsonLines, type NdjsonLine } from './ndjson-lines.js';
export { servicenowTerms, type ServicenowTerms } from './domain/servicenow-terms.js';
export { ServicenowFormatError } from './servicenow-csv.js';
export { ServicenowLog } from './servicenow-log.js';
