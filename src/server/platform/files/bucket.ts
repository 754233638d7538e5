import { S3Driver } from 'flydrive/drivers/s3'
import type { Bucket } from '../config.ts'

/** A bucket of Amazon S3, or of any storage that speaks its language. */
export function bucketDriver({ bucket, endpoint, region, keys }: Bucket): S3Driver {
  return new S3Driver({
    bucket,
    region,
    visibility: 'private',
    // who may read is decided here; many storages know no lists of their own
    supportsACL: false,
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(keys && { credentials: keys }),
    // newer than most storages
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}
