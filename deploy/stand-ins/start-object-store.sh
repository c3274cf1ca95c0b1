#!/bin/sh
# The object store of the development world, told what the real image is told.
export HOST=0.0.0.0 PORT="${VGW_PORT#:}" DATA_DIR=/data S3_REGION="$VGW_REGION" \
  S3_ACCESS_KEY_ID="$ROOT_ACCESS_KEY_ID" S3_SECRET_ACCESS_KEY="$ROOT_SECRET_ACCESS_KEY"
exec node /app/dev/object-store/main.ts
