# Kills what is left when the server has died. Reads on its standard input: "+ GROUP SIGNAL" for a
# process group that runs and "- GROUP" for one that has ended. The input ends with the server,
# however it died; then every group left gets its signal.
trap '' HUP INT TERM
groups=' '
while read -r sign group signal; do
  case $sign in
    +) groups="$groups$group:$signal " ;;
    -) case $groups in
         *" $group:"*)
           rest=${groups#*" $group:"}
           groups="${groups%%" $group:"*} ${rest#* }"
           ;;
       esac ;;
  esac
done
for entry in $groups; do
  kill -s "${entry#*:}" -- "-${entry%%:*}" 2>/dev/null
done
