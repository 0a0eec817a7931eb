import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

/** An order about a parked partition. */
export class PartitionOrderBody {
  /** As the list of parked partitions names it. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  partition!: string;

  /** Where it is parked, as that list says: the order is about this event and no later one. */
  @Matches(/^\d{1,20}$/, { message: 'must be the position where it is parked: decimal digits' })
  position!: string;

  /** Why, for those who read it later: it is kept in the log. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_000)
  reason!: string;
}
