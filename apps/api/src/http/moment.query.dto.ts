import { IsOptional, Matches } from 'class-validator';

/** Which state of the read models an answer is taken from. */
export class MomentQuery {
  /** Wait up to 5 seconds until the read models hold this position: the one that a writing request answered with. */
  @IsOptional()
  @Matches(/^\d{1,20}$/, { message: 'must be a position as answers give it: decimal digits' })
  minPosition?: string;
}
