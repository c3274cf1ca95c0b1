{{/* Which queues a role takes, as a list of names, by files/queues.yaml and the rule of matchQueues in queues/topology.ts. */}}

{{/* In: root, role, patterns. Names, not globs, go to the process, so that it takes exactly what its scaler looks at. */}}
{{- define "mandate.queuesOf" -}}
{{- $all := .root.Files.Get "files/queues.yaml" | fromYamlArray -}}
{{- $chosen := list -}}
{{- range $pattern := .patterns -}}
{{- $expression := printf "^%s$" ($pattern | replace "." "[.]" | replace "*" ".*" | replace "?" ".") -}}
{{- $matching := list -}}
{{- range $all -}}{{- if regexMatch $expression . -}}{{- $matching = append $matching . -}}{{- end -}}{{- end -}}
{{- if and (not $matching) (not (regexMatch "[*?]" $pattern)) -}}
{{- fail (printf "workers.roles.%s.queues: no queue is named %s" $.role $pattern) -}}
{{- end -}}
{{- $chosen = concat $chosen $matching -}}
{{- end -}}
{{- if not $chosen -}}
{{- fail (printf "workers.roles.%s.queues: no queue fits %s; `%s: null` takes the role away" .role (join ", " .patterns) .role) -}}
{{- end -}}
{{- uniq $chosen | sortAlpha | toYaml -}}
{{- end -}}

{{/* In: root, served. What no role takes would wait for ever. */}}
{{- define "mandate.checkQueues" -}}
{{- $missing := list -}}
{{- range .root.Files.Get "files/queues.yaml" | fromYamlArray -}}
{{- if not (has . $.served) -}}{{- $missing = append $missing . -}}{{- end -}}
{{- end -}}
{{- if $missing -}}
{{- fail (printf "workers.roles: no role takes %s; jobs there would wait for ever" (join ", " $missing)) -}}
{{- end -}}
{{- end -}}
