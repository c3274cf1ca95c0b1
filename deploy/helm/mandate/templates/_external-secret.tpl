{{/* What the operator fetches into one Secret. In: root, name, settings. */}}
{{- define "mandate.externalSecret" -}}
{{- $from := .root.Values.externalSecrets -}}
refreshInterval: {{ $from.refreshInterval }}
secretStoreRef: { name: {{ $from.store.name }}, kind: {{ $from.store.kind }} }
target: { name: {{ .name }}, creationPolicy: Owner, deletionPolicy: Retain }
data:
  {{- range .settings }}
  {{- $remote := (index $.root.Values.secrets.settings .).remote | default dict }}
  - secretKey: {{ . }}
    remoteRef:
      key: {{ $remote.key | default (ternary $from.ownerKey $from.key (eq . "MIGRATE_DATABASE_URL")) }}
      {{- if or $remote.property (not $remote.key) }}
      property: {{ $remote.property | default . }}
      {{- end }}
  {{- end }}
{{- end -}}
