export { deadlineDocument } from './deadline-document.js';
export { deadlineOwnerOf } from './deadline-sources.js';
export { escalationProjections } from './escalation.projections.js';
export { noticesReaction } from './notices.reaction.js';
export { listNotices, NOTICE_STATES, type NoticeFilter, type NoticePlace } from './notices.query.js';
