/**
 * Resources that hold data, or that data is lost without, and what of each makes it the one that it is: Terraform
 * replaces it when one of these changes, or another one is found under the new name. Access points are none: without
 * one, the directory behind it stays.
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
