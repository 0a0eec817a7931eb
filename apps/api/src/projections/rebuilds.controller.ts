import { askForRebuild, readRebuild, type RebuildJob } from '@app/projections';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { findProjections } from './find-projections.js';

/** Making read models anew from the log, beside those that serve. */
@Controller('v1/projections/:name/rebuild')
export class RebuildsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Make the group of a projection anew; one that is under way goes on. The rows that are there serve until then. */
  @Post()
  @HttpCode(202)
  async start(@Param('name') name: string): Promise<object> {
    const { group } = findProjections(this.parts.groups, name);
    await askForRebuild(this.parts.sql, group.name);
    return this.answer(group.name);
  }

  /** The rebuild that is under way, or the last one: how far it is, and where new rows differ from those they replace. */
  @Get()
  rebuild(@Param('name') name: string): Promise<object> {
    return this.answer(findProjections(this.parts.groups, name).group.name);
  }

  private async answer(group: string): Promise<object> {
    const job = await readRebuild(this.parts.sql, group);
    if (job === undefined) throw apiProblems.REBUILD_NOT_FOUND(`${group} has never been made anew`);
    const last = await this.parts.store.last();
    return { group, ...shown(job), lastPosition: last === undefined ? null : String(last.position) };
  }
}

const shown = ({ state, version, replaces, position, differences }: RebuildJob) => ({
  state,
  version,
  replaces,
  position: position === null ? null : String(position),
  differences,
});
