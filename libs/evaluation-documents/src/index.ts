export {
  DOCUMENT_FORMATS,
  documentFileName,
  renderDocument,
  type DocumentFormat,
} from './render-document.js';
