{{/* What runs to its end before each install and upgrade. Nothing of the release is there yet, so it brings its own; all of it goes after success. */}}

{{- define "mandate.setupJobs" -}}
{{- $jobs := list -}}
{{- if .Values.setup.migrate.enabled -}}
{{- $jobs = append $jobs (dict "name" "migrate" "process" "migrate" "script" "db/migrate.ts" "weight" 0) -}}
{{- end -}}
{{- if .Values.setup.buckets.enabled -}}
{{- $jobs = append $jobs (dict "name" "buckets" "process" "buckets" "script" "deploy/create-buckets.ts" "weight" 1) -}}
{{- end -}}
{{- $processes := .Files.Get "files/settings.yaml" | fromYaml -}}
{{- range $jobs -}}
{{- $reads := index $processes .process -}}
{{- $_ := set . "secrets" (include "mandate.secretsOf" (dict "root" $ "reads" $reads) | fromYamlArray) -}}
{{- $_ := set . "settings" (include "mandate.settings" (dict "root" $ "reads" $reads "own" dict "fixed" dict) | fromYaml) -}}
{{- end -}}
{{- dict "jobs" $jobs | toYaml -}}
{{- end -}}

{{/* In: the hook's weight. */}}
{{- define "mandate.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
