import { IsIn, IsOptional } from 'class-validator';

/** How to import. */
export class ImportQuery {
  /** `true`: check and count, and store nothing. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  dryRun?: 'true' | 'false';
}
