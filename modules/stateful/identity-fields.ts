/**
 * Types of resources that hold data, or that data depends on, with the fields that identify a resource: if one of them
 * changes, Terraform replaces the resource. Access points are not among them: when one is deleted, its directory stays.
 */
export const IDENTITY_FIELDS: Readonly<Record<string, readonly string[]>> = {
  aws_backup_logically_air_gapped_vault: ["name"],
  aws_backup_vault: ["name", "kms_key_arn"],
  aws_cloudtrail: ["name"],
  aws_db_instance: ["identifier", "engine", "username", "db_name", "storage_encrypted", "kms_key_id"],
  aws_dynamodb_table: ["name", "hash_key", "range_key"],
  aws_ebs_volume: ["availability_zone", "encrypted", "kms_key_id"],
  aws_efs_file_system: [
    "creation_token",
    "encrypted",
    "kms_key_id",
    "performance_mode",
    "availability_zone_name",
  ],
  aws_kms_key: ["key_usage", "customer_master_key_spec", "multi_region"],
  aws_rds_cluster: ["cluster_identifier", "engine", "master_username", "storage_encrypted", "kms_key_id"],
  aws_s3_bucket: ["bucket", "object_lock_enabled"],
};
