import { OmitType } from '@nestjs/swagger';
import { PageQuery } from '../http/page.query.dto.js';

/** Heads, a page at a time; each says itself how much of the log it covers. */
export class HeadsQuery extends OmitType(PageQuery, ['asOf', 'asOfPosition']) {}
