<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Arguments</name>
    <message>
        <source>No command was given.</source>
        <translation>Es wurde kein Befehl angegeben.</translation>
    </message>
    <message>
        <source>A command comes first, but this is an option: %1</source>
        <translation>Zuerst kommt ein Befehl, dies ist aber eine Option: %1</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation>Den Befehl „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>See: proxy-triage-cli --help</source>
        <translation>Siehe: proxy-triage-cli --help</translation>
    </message>
    <message>
        <source>A password is not taken from the command line: other users of this computer can read it there, and shells keep it in their history.</source>
        <translation>Ein Passwort wird nicht von der Befehlszeile übernommen: Andere Benutzer dieses Computers können es dort lesen, und Shells behalten es in ihrem Verlauf.</translation>
    </message>
    <message>
        <source>Give the name with --user NAME and the password with --password-stdin or --password-file FILE, for example:
  read -rs PW; printf %s &quot;$PW&quot; | proxy-triage-cli check --proxy HOST:PORT --user NAME --password-stdin</source>
        <translation>Geben Sie den Namen mit --user NAME und das Passwort mit --password-stdin oder --password-file FILE an, zum Beispiel:
  read -rs PW; printf %s &quot;$PW&quot; | proxy-triage-cli check --proxy HOST:PORT --user NAME --password-stdin</translation>
    </message>
    <message>
        <source>The command %1 has no option %2.</source>
        <translation>Der Befehl %1 hat keine Option %2.</translation>
    </message>
    <message>
        <source>Its options are: %1</source>
        <translation>Er kennt diese Optionen: %1</translation>
    </message>
    <message>
        <source>The option %1 takes no value.</source>
        <translation>Zur Option %1 gehört kein Wert.</translation>
    </message>
    <message>
        <source>The option %1 needs a value.</source>
        <translation>Zur Option %1 fehlt ein Wert.</translation>
    </message>
    <message>
        <source>The option %1 is given twice.</source>
        <translation>Die Option %1 ist zweimal angegeben.</translation>
    </message>
    <message>
        <source>Give it once.</source>
        <translation>Geben Sie sie einmal an.</translation>
    </message>
    <message>
        <source>check takes options only, and this is none: %1</source>
        <translation>check nimmt nur Optionen an, und dies ist keine: %1</translation>
    </message>
    <message>
        <source>Give the proxy with --proxy HOST:PORT and each website with --target URL.</source>
        <translation>Geben Sie den Proxy mit --proxy HOST:PORT und jede Website mit --target URL an.</translation>
    </message>
    <message>
        <source>There is one argument too many: %1</source>
        <translation>Hier ist eine Angabe zu viel: %1</translation>
    </message>
    <message>
        <source>The recording to analyze is missing.</source>
        <translation>Es fehlt die Aufzeichnung, die ausgewertet werden soll.</translation>
    </message>
    <message>
        <source>Name a file with raw HTTP text or a support bundle, or - for standard input.</source>
        <translation>Nennen Sie eine Datei mit rohem HTTP-Text oder ein Support-Paket, oder - für die Standardeingabe.</translation>
    </message>
    <message>
        <source>The scenario to play is missing.</source>
        <translation>Es fehlt der Übungsfall, der ablaufen soll.</translation>
    </message>
    <message>
        <source>List the scenarios with: proxy-triage-cli practice --list</source>
        <translation>Eine Liste der Übungsfälle erhalten Sie mit: proxy-triage-cli practice --list</translation>
    </message>
    <message>
        <source>The password is to come from two places.</source>
        <translation>Für das Passwort sind zwei Quellen angegeben.</translation>
    </message>
    <message>
        <source>Give one of --password-stdin, --password-file and --profile.</source>
        <translation>Geben Sie nur eine der Optionen --password-stdin, --password-file und --profile an.</translation>
    </message>
    <message>
        <source>The user name contains a colon.</source>
        <translation>Der Benutzername enthält einen Doppelpunkt.</translation>
    </message>
    <message>
        <source>If what follows the colon is the password, leave it out and use --password-stdin or --password-file FILE. A user name with a colon cannot be sent by Basic sign-in.</source>
        <translation>Falls hinter dem Doppelpunkt das Passwort steht, lassen Sie es weg, und verwenden Sie --password-stdin oder --password-file FILE. Ein Benutzername mit Doppelpunkt kann mit dem Anmeldeverfahren Basic nicht gesendet werden.</translation>
    </message>
    <message>
        <source>A website to test may not carry a user name or password.</source>
        <translation>Die Adresse einer Website, die geprüft werden soll, darf weder Benutzernamen noch Passwort enthalten.</translation>
    </message>
    <message>
        <source>Leave out everything up to the @.</source>
        <translation>Lassen Sie alles bis einschließlich @ weg.</translation>
    </message>
    <message>
        <source>A website is given with http:// or https:// in front: %1</source>
        <translation>Eine Website wird mit vorangestelltem http:// oder https:// angegeben: %1</translation>
    </message>
    <message>
        <source>Write for example: --target https://%1/</source>
        <translation>Schreiben Sie zum Beispiel: --target https://%1/</translation>
    </message>
    <message>
        <source>This is not an http or https address: %1</source>
        <translation>Dies ist keine http- oder https-Adresse: %1</translation>
    </message>
    <message>
        <source>Write for example: --target https://example.com/</source>
        <translation>Schreiben Sie zum Beispiel: --target https://example.com/</translation>
    </message>
    <message>
        <source>The scheme of a proxy is not known: %1</source>
        <translation>Diese Art von Proxy ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>The sign-in method is not known: %1</source>
        <translation>Das Anmeldeverfahren ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>The text of --user-agent holds a character that a request cannot carry.</source>
        <translation>Der Text von --user-agent enthält ein Zeichen, das in einer Anfrage nicht stehen darf.</translation>
    </message>
    <message>
        <source>Use plain letters, digits and signs.</source>
        <translation>Verwenden Sie einfache Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
        <source>The option %1 needs a whole number from %2 to %3.</source>
        <translation>Zur Option %1 gehört eine ganze Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>--scheme says how the proxy of --proxy is spoken to, and there is none.</source>
        <translation>--scheme gibt an, wie der Proxy aus --proxy angesprochen wird, und dieser fehlt.</translation>
    </message>
    <message>
        <source>Give the proxy with --proxy HOST:PORT.</source>
        <translation>Geben Sie den Proxy mit --proxy HOST:PORT an.</translation>
    </message>
    <message>
        <source>Known are: %1.</source>
        <translation>Bekannt sind: %1.</translation>
    </message>
    <message>
        <source>Use --auth any, --auth basic, --auth digest, --auth ntlm or --auth negotiate.</source>
        <translation>Verwenden Sie --auth any, --auth basic, --auth digest, --auth ntlm oder --auth negotiate.</translation>
    </message>
    <message>
        <source>Proxy Triage finds out why a program cannot get through an HTTP proxy, and proves it.

  proxy-triage-cli check --proxy HOST:PORT [options]
      Tests a proxy step by step and names the cause.
      --proxy ADDRESS         the proxy, as host:port, http://host:port or https://host:port;
                              without it the one that this computer&apos;s settings name
      --scheme S              how the proxy itself is spoken to: http, https (over
                              TLS), socks5 or socks4a
      --target URL            a website to reach through it, may be given several times;
                              without it: http://example.com/ and https://example.com/
      --user NAME             the user name for the proxy
      --password-stdin        read the password from standard input
      --password-file FILE    read the password from a file that only you can read
      --profile NAME          use a saved profile and the password stored for it
      --auth METHOD           the method of sign-in: any, basic, digest, ntlm or negotiate, which
                              is by the Kerberos ticket of this computer or of the user
      --ntlm-v1               answer NTLM in its version 1, in this test only; whoever can
                              listen on the way can find the password out from that
      --attempts 1..3         how many refused sign-ins are allowed, 1 if not given; with more,
                              what is refused is tried in other spellings too
      --timeout SECONDS       how long to wait for an answer, 1 to 600
      --ca-file FILE          trust these certificates (PEM) as well
      --user-agent TEXT       the name that the test gives itself
      --no-second-opinion     use this program&apos;s own tests only, as this version always does
      --json                  print the result as JSON
      --bundle FILE           save a support bundle (zip) without passwords
      --watch MINUTES         test again and again for so long, 1 to 1440, and tell what changes;
                              a sign-in that was refused is not sent again
      --every SECONDS         of a watch: how often to test, 5 to 3600, 60 if not given

  proxy-triage-cli analyze FILE|- [--json]
      Names the cause in raw HTTP text or in a support bundle; - is standard input.

  proxy-triage-cli practice [--list] [SCENARIO] [--json] [--bundle FILE]
                            [--watch MINUTES] [--every SECONDS]
      Tests the built-in proxy that misbehaves on purpose; nothing leaves this computer.

  proxy-triage-cli practice --table [--json]
      Plays every scenario and compares what is found with what must be: a test of the
      program itself, which takes about a minute.

  proxy-triage-cli serve-practice SCENARIO [--port N]
      Runs the built-in proxy alone, for trying other programs, until Ctrl+C.

  proxy-triage-cli --help | --version

Passwords are never taken from the command line, where other users of this computer could
read them. Progress goes to standard error, the result to standard output.

Exit status: 0 everything works, 1 a cause was found, 2 wrong usage, 3 interrupted or could
not run.
</source>
        <translation>Proxy Triage findet heraus, warum ein Programm nicht durch einen HTTP-Proxy kommt, und belegt es.

  proxy-triage-cli check --proxy HOST:PORT [options]
      Prüft einen Proxy Schritt für Schritt und nennt die Ursache.
      --proxy ADDRESS         der Proxy, als host:port, http://host:port oder https://host:port;
                              ohne Angabe der, den die Einstellungen dieses Rechners nennen
      --scheme S              wie der Proxy selbst angesprochen wird: http, https (über
                              TLS), socks5 oder socks4a
      --target URL            eine Website, die über ihn erreicht werden soll, mehrfach möglich;
                              ohne Angabe: http://example.com/ und https://example.com/
      --user NAME             der Benutzername für den Proxy
      --password-stdin        das Passwort von der Standardeingabe lesen
      --password-file FILE    das Passwort aus einer Datei lesen, die nur Sie lesen können
      --profile NAME          ein gespeichertes Profil und das dazu gespeicherte Passwort verwenden
      --auth METHOD           das Verfahren der Anmeldung: any, basic, digest, ntlm oder negotiate,
                              Letzteres mit dem Kerberos-Ticket dieses Rechners oder des Benutzers
      --ntlm-v1               NTLM in Version 1 beantworten, nur in diesem Test; wer unterwegs
                              mithören kann, kann daraus das Passwort ermitteln
      --attempts 1..3         wie viele abgelehnte Anmeldungen erlaubt sind, ohne Angabe 1; bei
                              mehr wird Abgelehntes auch in anderen Schreibweisen versucht
      --timeout SECONDS       wie lange auf eine Antwort gewartet wird, 1 bis 600
      --ca-file FILE          auch diesen Zertifikaten (PEM) vertrauen
      --user-agent TEXT       der Name, unter dem sich der Test meldet
      --no-second-opinion     nur die eigenen Tests dieses Programms verwenden, wie es diese
                              Version immer tut
      --json                  das Ergebnis als JSON ausgeben
      --bundle FILE           ein Support-Paket (zip) ohne Passwörter speichern
      --watch MINUTES         so lange immer wieder prüfen, 1 bis 1440, und nennen, was sich ändert;
                              eine abgelehnte Anmeldung wird nicht noch einmal gesendet
      --every SECONDS         bei einer Beobachtung: wie oft geprüft wird, 5 bis 3600, sonst 60

  proxy-triage-cli analyze FILE|- [--json]
      Nennt die Ursache in rohem HTTP-Text oder in einem Support-Paket; - ist die Standardeingabe.

  proxy-triage-cli practice [--list] [SCENARIO] [--json] [--bundle FILE]
                            [--watch MINUTES] [--every SECONDS]
      Prüft den eingebauten Proxy, der sich absichtlich falsch verhält; nichts verlässt diesen
      Rechner.

  proxy-triage-cli practice --table [--json]
      Spielt jedes Szenario und vergleicht, was gefunden wird, mit dem, was gefunden werden muss:
      eine Prüfung des Programms selbst, die etwa eine Minute dauert.

  proxy-triage-cli serve-practice SCENARIO [--port N]
      Startet nur den eingebauten Proxy, um andere Programme auszuprobieren, bis Strg+C.

  proxy-triage-cli --help | --version

Passwörter werden nie von der Befehlszeile genommen, wo andere Benutzer dieses Rechners sie
lesen könnten. Der Fortschritt geht an die Standardfehlerausgabe, das Ergebnis an die
Standardausgabe.

Exit-Status: 0 alles funktioniert, 1 eine Ursache wurde gefunden, 2 falscher Aufruf,
3 unterbrochen oder nicht ausführbar.
</translation>
    </message>
    <message>
        <source>--every says how often a watch tests, and there is no --watch.</source>
        <translation>--every gibt an, wie oft eine Beobachtung prüft, und --watch fehlt.</translation>
    </message>
    <message>
        <source>Give --watch MINUTES as well, or leave --every out.</source>
        <translation>Geben Sie auch --watch MINUTEN an, oder lassen Sie --every weg.</translation>
    </message>
    <message>
        <source>--every is longer than the whole watch: nothing would be tested twice.</source>
        <translation>--every ist länger als die ganze Beobachtung: Nichts würde zweimal geprüft.</translation>
    </message>
    <message>
        <source>Give a longer --watch or a shorter --every.</source>
        <translation>Geben Sie ein längeres --watch oder ein kürzeres --every an.</translation>
    </message>
    <message>
        <source>The scenario to watch is missing.</source>
        <translation>Das Szenario, das beobachtet werden soll, fehlt.</translation>
    </message>
    <message>
        <source>--table plays every scenario, so it goes with --json only.</source>
        <translation>--table spielt jedes Szenario und verträgt sich deshalb nur mit --json.</translation>
    </message>
</context>
<context>
    <name>ByteMeaning</name>
    <message>
        <source>No usable sign-in method can be read from these bytes.</source>
        <translation>Aus diesen Bytes lässt sich kein brauchbares Anmeldeverfahren lesen.</translation>
    </message>
    <message>
        <source>A Basic sign-in of the user &quot;%1&quot;. The password was replaced when it was recorded.</source>
        <translation>Eine Basic-Anmeldung des Benutzers „%1“. Das Passwort wurde schon bei der Aufzeichnung ersetzt.</translation>
    </message>
    <message>
        <source>A sign-in. Its secret part was replaced when it was recorded.</source>
        <translation>Eine Anmeldung. Der geheime Teil wurde schon bei der Aufzeichnung ersetzt.</translation>
    </message>
    <message>
        <source>A field of the message that plays no part in the sign-in.</source>
        <translation>Eine Kopfzeile der Nachricht, die für die Anmeldung keine Rolle spielt.</translation>
    </message>
    <message>
        <source>CONNECT asks the proxy to open a tunnel to this host and port, as https needs it.</source>
        <translation>CONNECT bittet den Proxy, einen Tunnel zu diesem Host und Port zu öffnen, wie https ihn braucht.</translation>
    </message>
    <message>
        <source>A plain request: it asks the proxy to fetch this address.</source>
        <translation>Eine unverschlüsselte Anfrage: Sie bittet den Proxy, diese Adresse abzurufen.</translation>
    </message>
    <message>
        <source>A request to the website itself.</source>
        <translation>Eine Anfrage an die Website selbst.</translation>
    </message>
    <message>
        <source>These bytes are not readable as HTTP.</source>
        <translation>Diese Bytes sind nicht als HTTP lesbar.</translation>
    </message>
    <message>
        <source>The empty line that ends the head.</source>
        <translation>Die Leerzeile, mit der der Kopf endet.</translation>
    </message>
    <message>
        <source>The end of the line.</source>
        <translation>Das Ende der Zeile.</translation>
    </message>
    <message>
        <source>A line that breaks the rules of HTTP and is left out.</source>
        <translation>Eine Zeile, die gegen die Regeln von HTTP verstößt und übergangen wird.</translation>
    </message>
    <message>
        <source>407: the proxy asks for a sign-in. The website was not contacted.</source>
        <translation>407: Der Proxy verlangt eine Anmeldung. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>401: a sign-in is wanted, by the website. When a proxy sends it, 407 would be right.</source>
        <translation>401: Die Website verlangt eine Anmeldung. Sendet dies ein Proxy, wäre 407 richtig.</translation>
    </message>
    <message>
        <source>403: understood and refused. Sent by a proxy: its rules. Sent by a website: its own rules.</source>
        <translation>403: verstanden und abgelehnt. Vom Proxy gesendet: wegen seiner Regeln. Von der Website gesendet: wegen ihrer eigenen Regeln.</translation>
    </message>
    <message>
        <source>400: the request could not be understood.</source>
        <translation>400: Die Anfrage war nicht zu verstehen.</translation>
    </message>
    <message>
        <source>402: a payment or a plan of the account is missing.</source>
        <translation>402: Es fehlt eine Zahlung oder ein Tarif für das Konto.</translation>
    </message>
    <message>
        <source>404: there is nothing at this address.</source>
        <translation>404: Unter dieser Adresse gibt es nichts.</translation>
    </message>
    <message>
        <source>405: this method is not allowed here. As an answer to CONNECT: this is probably not a proxy.</source>
        <translation>405: Diese Methode ist hier nicht erlaubt. Als Antwort auf CONNECT: Dies ist vermutlich kein Proxy.</translation>
    </message>
    <message>
        <source>408: the request did not come in time.</source>
        <translation>408: Die Anfrage kam nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>410: what was at this address is gone.</source>
        <translation>410: Was unter dieser Adresse stand, gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>429: too many requests.</source>
        <translation>429: zu viele Anfragen.</translation>
    </message>
    <message>
        <source>431: the fields of the request are too large.</source>
        <translation>431: Die Kopfzeilen der Anfrage sind zu groß.</translation>
    </message>
    <message>
        <source>451: refused for legal reasons.</source>
        <translation>451: aus rechtlichen Gründen abgelehnt.</translation>
    </message>
    <message>
        <source>500: what answered has a fault of its own.</source>
        <translation>500: Der antwortende Server hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>501: this method is not known here. As an answer to CONNECT: this is probably not a proxy, or one without tunnels.</source>
        <translation>501: Diese Methode ist hier nicht bekannt. Als Antwort auf CONNECT: Dies ist vermutlich kein Proxy oder einer ohne Tunnel.</translation>
    </message>
    <message>
        <source>502: the proxy or gateway got no usable answer from the next server.</source>
        <translation>502: Der Proxy oder das Gateway hat vom nächsten Server keine brauchbare Antwort erhalten.</translation>
    </message>
    <message>
        <source>503: not available at present. Sent by a proxy: it often could not reach the website.</source>
        <translation>503: zurzeit nicht verfügbar. Vom Proxy gesendet: Oft konnte er die Website nicht erreichen.</translation>
    </message>
    <message>
        <source>504: the proxy or gateway waited too long for the next server.</source>
        <translation>504: Der Proxy oder das Gateway hat zu lange auf den nächsten Server gewartet.</translation>
    </message>
    <message>
        <source>511: this network wants you to log in to it first.</source>
        <translation>511: Dieses Netzwerk verlangt, dass Sie sich zuerst bei ihm anmelden.</translation>
    </message>
    <message>
        <source>200: successful. As an answer to CONNECT: the tunnel is open.</source>
        <translation>200: erfolgreich. Als Antwort auf CONNECT: Der Tunnel ist offen.</translation>
    </message>
    <message>
        <source>204: successful, without content.</source>
        <translation>204: erfolgreich, ohne Inhalt.</translation>
    </message>
    <message>
        <source>301: moved for good, to the address in Location.</source>
        <translation>301: dauerhaft verschoben, an die Adresse in Location.</translation>
    </message>
    <message>
        <source>302: found at another address, see Location.</source>
        <translation>302: unter einer anderen Adresse zu finden, siehe Location.</translation>
    </message>
    <message>
        <source>303: see the other address in Location.</source>
        <translation>303: siehe die andere Adresse in Location.</translation>
    </message>
    <message>
        <source>304: not changed since it was last fetched.</source>
        <translation>304: seit dem letzten Abruf nicht verändert.</translation>
    </message>
    <message>
        <source>307: repeat the request at the address in Location.</source>
        <translation>307: Die Anfrage ist an der Adresse in Location zu wiederholen.</translation>
    </message>
    <message>
        <source>308: moved for good; repeat the request at the address in Location.</source>
        <translation>308: dauerhaft verschoben; die Anfrage ist an der Adresse in Location zu wiederholen.</translation>
    </message>
    <message>
        <source>1xx: an interim answer; the real one follows.</source>
        <translation>1xx: eine vorläufige Antwort; die eigentliche folgt.</translation>
    </message>
    <message>
        <source>2xx: successful. As an answer to CONNECT: the tunnel is open.</source>
        <translation>2xx: erfolgreich. Als Antwort auf CONNECT: Der Tunnel ist offen.</translation>
    </message>
    <message>
        <source>3xx: a redirect to another address.</source>
        <translation>3xx: eine Weiterleitung an eine andere Adresse.</translation>
    </message>
    <message>
        <source>4xx: the request was refused.</source>
        <translation>4xx: Die Anfrage wurde abgelehnt.</translation>
    </message>
    <message>
        <source>5xx: what answered has a fault of its own.</source>
        <translation>5xx: Der antwortende Server hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>This status is not one that HTTP knows.</source>
        <translation>Diesen Status kennt HTTP nicht.</translation>
    </message>
    <message>
        <source>Proxy-Authenticate: the sign-in methods that the proxy offers.</source>
        <translation>Proxy-Authenticate: die Anmeldeverfahren, die der Proxy anbietet.</translation>
    </message>
    <message>
        <source>WWW-Authenticate: the sign-in methods that the website offers.</source>
        <translation>WWW-Authenticate: die Anmeldeverfahren, die die Website anbietet.</translation>
    </message>
    <message>
        <source>Proxy-Authorization: the sign-in for the proxy. The secret part is replaced.</source>
        <translation>Proxy-Authorization: die Anmeldung für den Proxy. Der geheime Teil ist ersetzt.</translation>
    </message>
    <message>
        <source>Authorization: the sign-in for the website. The secret part is replaced.</source>
        <translation>Authorization: die Anmeldung für die Website. Der geheime Teil ist ersetzt.</translation>
    </message>
    <message>
        <source>Proxy-Authentication-Info: the proxy&apos;s closing word on a sign-in.</source>
        <translation>Proxy-Authentication-Info: die abschließende Mitteilung des Proxys zu einer Anmeldung.</translation>
    </message>
    <message>
        <source>Proxy-Support: tells that sign-ins which belong to a connection work through this proxy.</source>
        <translation>Proxy-Support: sagt, dass Anmeldungen, die an eine Verbindung gebunden sind, über diesen Proxy funktionieren.</translation>
    </message>
    <message>
        <source>Proxy-Connection: an old form of Connection; whether the connection stays open.</source>
        <translation>Proxy-Connection: eine alte Form von Connection; ob die Verbindung offen bleibt.</translation>
    </message>
    <message>
        <source>Connection: whether the connection stays open for another request.</source>
        <translation>Connection: ob die Verbindung für eine weitere Anfrage offen bleibt.</translation>
    </message>
    <message>
        <source>Keep-Alive: how long the connection stays open.</source>
        <translation>Keep-Alive: wie lange die Verbindung offen bleibt.</translation>
    </message>
    <message>
        <source>Via: the proxies that passed this message on.</source>
        <translation>Via: die Proxys, die diese Nachricht weitergegeben haben.</translation>
    </message>
    <message>
        <source>Server: what the answering program calls itself.</source>
        <translation>Server: wie sich das antwortende Programm nennt.</translation>
    </message>
    <message>
        <source>Proxy-Agent: what the proxy calls itself.</source>
        <translation>Proxy-Agent: wie sich der Proxy nennt.</translation>
    </message>
    <message>
        <source>Proxy-Status: what the proxy says about its own part in this answer (RFC 9209).</source>
        <translation>Proxy-Status: was der Proxy über seinen eigenen Anteil an dieser Antwort sagt (RFC 9209).</translation>
    </message>
    <message>
        <source>X-Squid-Error: the error code of the proxy Squid.</source>
        <translation>X-Squid-Error: der Fehlercode des Proxys Squid.</translation>
    </message>
    <message>
        <source>X-Cache: whether a proxy answered from its store; shows that a proxy took part.</source>
        <translation>X-Cache: ob ein Proxy aus seinem Zwischenspeicher geantwortet hat; zeigt, dass ein Proxy beteiligt war.</translation>
    </message>
    <message>
        <source>X-Cache-Lookup: whether a proxy had this in its store; shows that a proxy took part.</source>
        <translation>X-Cache-Lookup: ob ein Proxy dies in seinem Zwischenspeicher hatte; zeigt, dass ein Proxy beteiligt war.</translation>
    </message>
    <message>
        <source>Cache-Status: whether a proxy answered from its store (RFC 9211).</source>
        <translation>Cache-Status: ob ein Proxy aus seinem Zwischenspeicher geantwortet hat (RFC 9211).</translation>
    </message>
    <message>
        <source>X-BRD-Error: the provider&apos;s own reason.</source>
        <translation>X-BRD-Error: der Grund, den der Anbieter selbst nennt.</translation>
    </message>
    <message>
        <source>X-BRD-Err-Code: the provider&apos;s own error code.</source>
        <translation>X-BRD-Err-Code: der eigene Fehlercode des Anbieters.</translation>
    </message>
    <message>
        <source>X-BRD-Err-Msg: the provider&apos;s own reason.</source>
        <translation>X-BRD-Err-Msg: der Grund, den der Anbieter selbst nennt.</translation>
    </message>
    <message>
        <source>X-Luminati-Error: the provider&apos;s own reason.</source>
        <translation>X-Luminati-Error: der Grund, den der Anbieter selbst nennt.</translation>
    </message>
    <message>
        <source>X-Crawlera-Error: the provider&apos;s own error code.</source>
        <translation>X-Crawlera-Error: der eigene Fehlercode des Anbieters.</translation>
    </message>
    <message>
        <source>X-Error-Description: the provider&apos;s own reason.</source>
        <translation>X-Error-Description: der Grund, den der Anbieter selbst nennt.</translation>
    </message>
    <message>
        <source>X-Webshare-Error-Reason: the provider&apos;s own reason.</source>
        <translation>X-Webshare-Error-Reason: der Grund, den der Anbieter selbst nennt.</translation>
    </message>
    <message>
        <source>Location: the address to go to next.</source>
        <translation>Location: die Adresse, zu der es weitergeht.</translation>
    </message>
    <message>
        <source>Date: the clock of what answered; compare it with this computer&apos;s.</source>
        <translation>Date: die Uhrzeit des antwortenden Servers; vergleichen Sie sie mit der Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>Content-Length: the number of bytes of the body.</source>
        <translation>Content-Length: die Länge des Inhalts in Bytes.</translation>
    </message>
    <message>
        <source>Content-Type: what kind of document the body is.</source>
        <translation>Content-Type: welche Art von Dokument der Inhalt ist.</translation>
    </message>
    <message>
        <source>Transfer-Encoding: how the body is cut into pieces.</source>
        <translation>Transfer-Encoding: wie der Inhalt in Stücke zerlegt ist.</translation>
    </message>
    <message>
        <source>Retry-After: when to try again.</source>
        <translation>Retry-After: wann ein neuer Versuch sinnvoll ist.</translation>
    </message>
    <message>
        <source>Set-Cookie: a mark to be sent back later. Its value is replaced.</source>
        <translation>Set-Cookie: eine Markierung, die später zurückgesendet werden soll. Der Wert ist ersetzt.</translation>
    </message>
    <message>
        <source>Cookie: a mark from an earlier answer. Its value is replaced.</source>
        <translation>Cookie: eine Markierung aus einer früheren Antwort. Der Wert ist ersetzt.</translation>
    </message>
    <message>
        <source>Host: the website that is asked for.</source>
        <translation>Host: die Website, die angefragt wird.</translation>
    </message>
    <message>
        <source>User-Agent: what the asking program calls itself.</source>
        <translation>User-Agent: wie sich das anfragende Programm nennt.</translation>
    </message>
    <message>
        <source>Allow: the methods that are allowed here.</source>
        <translation>Allow: die Methoden, die hier erlaubt sind.</translation>
    </message>
    <message>
        <source>Mime-Version: sent by some proxies with pages of their own.</source>
        <translation>Mime-Version: wird von manchen Proxys mit ihren eigenen Seiten gesendet.</translation>
    </message>
    <message>
        <source>Basic: user name and password are sent, encoded but not encrypted (RFC 7617).</source>
        <translation>Basic: Benutzername und Passwort werden gesendet, kodiert, aber nicht verschlüsselt (RFC 7617).</translation>
    </message>
    <message>
        <source>Digest: a value computed from the password is sent, not the password itself (RFC 7616).</source>
        <translation>Digest: Gesendet wird ein aus dem Passwort berechneter Wert, nicht das Passwort selbst (RFC 7616).</translation>
    </message>
    <message>
        <source>NTLM: Windows sign-in in three messages on one connection.</source>
        <translation>NTLM: Windows-Anmeldung in drei Nachrichten auf einer Verbindung.</translation>
    </message>
    <message>
        <source>Negotiate: sign-in by the ticket of the company&apos;s domain (Kerberos), or NTLM in its place (RFC 4559).</source>
        <translation>Negotiate: Anmeldung mit dem Anmeldeticket der Unternehmensdomäne (Kerberos) oder ersatzweise NTLM (RFC 4559).</translation>
    </message>
    <message>
        <source>Bearer: sign-in by a token that was issued elsewhere (RFC 6750).</source>
        <translation>Bearer: Anmeldung mit einem Token, das an anderer Stelle ausgestellt wurde (RFC 6750).</translation>
    </message>
    <message>
        <source>Kerberos: a name used by some older proxies beside Negotiate.</source>
        <translation>Kerberos: ein Name, den manche älteren Proxys neben Negotiate verwenden.</translation>
    </message>
    <message>
        <source>A sign-in method that common programs do not know.</source>
        <translation>Ein Anmeldeverfahren, das verbreitete Programme nicht kennen.</translation>
    </message>
    <message>
        <source>realm: what the sign-in is for, in the proxy&apos;s own words: &quot;%1&quot;.</source>
        <translation>realm: wofür die Anmeldung gilt, in den Worten des Proxys: „%1“.</translation>
    </message>
    <message>
        <source>charset: letters such as ä are to be sent as %1 (RFC 7617).</source>
        <translation>charset: Buchstaben wie ä sind als %1 zu senden (RFC 7617).</translation>
    </message>
    <message>
        <source>nonce: a one-time value of the proxy that goes into the answer.</source>
        <translation>nonce: ein Einmalwert des Proxys, der in die Antwort eingeht.</translation>
    </message>
    <message>
        <source>opaque: a value to be sent back unchanged.</source>
        <translation>opaque: ein Wert, der unverändert zurückzusenden ist.</translation>
    </message>
    <message>
        <source>qop: what the answer protects. auth: the request; auth-int: its body as well.</source>
        <translation>qop: was die Antwort schützt. auth: die Anfrage; auth-int: auch deren Inhalt.</translation>
    </message>
    <message>
        <source>algorithm: how the answer is computed, here %1.</source>
        <translation>algorithm: wie die Antwort berechnet wird, hier %1.</translation>
    </message>
    <message>
        <source>stale: when true, the one-time value was too old and the password is not the fault.</source>
        <translation>stale: Steht hier true, war der Einmalwert zu alt, und am Passwort liegt es nicht.</translation>
    </message>
    <message>
        <source>domain: the addresses this sign-in is for.</source>
        <translation>domain: die Adressen, für die diese Anmeldung gilt.</translation>
    </message>
    <message>
        <source>userhash: whether the user name may be sent scrambled.</source>
        <translation>userhash: ob der Benutzername verschleiert gesendet werden darf.</translation>
    </message>
    <message>
        <source>A parameter of the sign-in method.</source>
        <translation>Ein Parameter des Anmeldeverfahrens.</translation>
    </message>
</context>
<context>
    <name>CauseWording</name>
    <message>
        <source>The proxy asked who you are, and the stored password could not be read; the website was not contacted.</source>
        <translation>Der Proxy wollte wissen, wer Sie sind, und das gespeicherte Passwort ließ sich nicht lesen. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The user name was given without a password; the website was not contacted.</source>
        <translation>Der Benutzername wurde ohne Passwort angegeben. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The password was given without a user name; the website was not contacted.</source>
        <translation>Das Passwort wurde ohne Benutzernamen angegeben. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>This computer has no network connection, so neither the proxy nor the website was contacted.</source>
        <translation>Dieser Computer hat keine Netzwerkverbindung, deshalb wurden weder der Proxy noch die Website kontaktiert.</translation>
    </message>
    <message>
        <source>The name service did not answer, so neither the proxy nor the website was contacted.</source>
        <translation>Der Namensdienst hat nicht geantwortet, deshalb wurden weder der Proxy noch die Website kontaktiert.</translation>
    </message>
    <message>
        <source>The name service did not answer in time, so neither the proxy nor the website was contacted.</source>
        <translation>Der Namensdienst hat nicht rechtzeitig geantwortet, deshalb wurden weder der Proxy noch die Website kontaktiert.</translation>
    </message>
    <message>
        <source>The name %1 cannot be found from this computer, so neither the proxy nor the website was contacted.</source>
        <translation>Der Name %1 ist von diesem Computer aus nicht zu finden, deshalb wurden weder der Proxy noch die Website kontaktiert.</translation>
    </message>
    <message>
        <source>The password contains a character that cannot be seen, usually picked up by copy and paste.</source>
        <translation>Das Passwort enthält ein unsichtbares Zeichen, das meist beim Kopieren und Einfügen hineingerät.</translation>
    </message>
    <message>
        <source>The user name contains a character that cannot be seen, usually picked up by copy and paste.</source>
        <translation>Der Benutzername enthält ein unsichtbares Zeichen, das meist beim Kopieren und Einfügen hineingerät.</translation>
    </message>
    <message>
        <source>The proxy&apos;s name contains a character that cannot be seen, usually picked up by copy and paste.</source>
        <translation>Der Name des Proxys enthält ein unsichtbares Zeichen, das meist beim Kopieren und Einfügen hineingerät.</translation>
    </message>
    <message>
        <source>Everybody on the way to the proxy could read your password, because the connection to the proxy is not encrypted.</source>
        <translation>Auf dem Weg zum Proxy könnte jeder Ihr Passwort mitlesen, weil die Verbindung zum Proxy nicht verschlüsselt ist.</translation>
    </message>
    <message>
        <source>The proxy does not open tunnels to port %1, which this website uses; your sign-in is not the fault.</source>
        <translation>Der Proxy öffnet keine Tunnel zum Port %1, den diese Website verwendet. An Ihrer Anmeldung liegt es nicht.</translation>
    </message>
    <message>
        <source>The same sign-in passes for encrypted websites and is refused for plain ones.</source>
        <translation>Dieselbe Anmeldung wird für verschlüsselte Websites angenommen und für unverschlüsselte abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy is fine; the website %1 behind it asks for a sign-in of its own.</source>
        <translation>Der Proxy ist in Ordnung. Die Website %1 dahinter verlangt eine eigene Anmeldung.</translation>
    </message>
    <message>
        <source>The proxy is fine; the website %1 behind it refuses the request.</source>
        <translation>Der Proxy ist in Ordnung. Die Website %1 dahinter lehnt die Anfrage ab.</translation>
    </message>
    <message>
        <source>The proxy is fine; the website %1 behind it failed with an error of its own.</source>
        <translation>Der Proxy ist in Ordnung. Bei der Website %1 dahinter ist ein eigener Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>One line of the proxy&apos;s answer has no colon and is left out by programs.</source>
        <translation>Eine Zeile der Antwort des Proxys hat keinen Doppelpunkt und wird von Programmen weggelassen.</translation>
    </message>
    <message>
        <source>One line of the proxy&apos;s answer has no field name and is left out by programs.</source>
        <translation>Eine Zeile der Antwort des Proxys hat keinen Feldnamen und wird von Programmen weggelassen.</translation>
    </message>
    <message>
        <source>One line of the proxy&apos;s answer has a field name that the rules of HTTP do not allow.</source>
        <translation>Eine Zeile der Antwort des Proxys hat einen Feldnamen, den die Regeln von HTTP nicht erlauben.</translation>
    </message>
    <message>
        <source>One line of the proxy&apos;s answer has a space before the colon, which some programs refuse.</source>
        <translation>Eine Zeile der Antwort des Proxys hat ein Leerzeichen vor dem Doppelpunkt, das manche Programme ablehnen.</translation>
    </message>
    <message>
        <source>One line of the proxy&apos;s answer holds a null character, which some programs refuse.</source>
        <translation>Eine Zeile der Antwort des Proxys enthält ein Nullzeichen, das manche Programme ablehnen.</translation>
    </message>
    <message>
        <source>The address given is that of a file that tells browsers which proxy to use; it is not a proxy itself.</source>
        <translation>Die angegebene Adresse gehört zu einer Datei, die Browsern sagt, welchen Proxy sie verwenden sollen. Sie ist selbst kein Proxy.</translation>
    </message>
    <message>
        <source>The method of sign-in was %1.</source>
        <translation>Das Anmeldeverfahren war %1.</translation>
    </message>
    <message>
        <source>The character in question is %1.</source>
        <translation>Es geht um dieses Zeichen: %1.</translation>
    </message>
    <message>
        <source>A program reads the host &quot;%1&quot;, but &quot;%2&quot; was meant.</source>
        <translation>Ein Programm liest den Host „%1“, gemeint war aber „%2“.</translation>
    </message>
    <message>
        <source>The corrected address is: %1</source>
        <translation>Die berichtigte Adresse lautet: %1</translation>
    </message>
    <message>
        <source>The codes are in the user name.</source>
        <translation>Die Codes stehen im Benutzernamen.</translation>
    </message>
    <message>
        <source>The codes are in the password.</source>
        <translation>Die Codes stehen im Passwort.</translation>
    </message>
    <message>
        <source>It is not proven that this is why the sign-in was refused, but nothing else is out of the ordinary.</source>
        <translation>Es ist nicht belegt, dass die Anmeldung deshalb abgelehnt wurde, aber sonst ist nichts auffällig.</translation>
    </message>
    <message>
        <source>There is a space or line end at the beginning or the end.</source>
        <translation>Am Anfang oder am Ende steht ein Leerzeichen oder ein Zeilenende.</translation>
    </message>
    <message>
        <source>There is a character without any width, or a non-breaking space.</source>
        <translation>Es ist ein Zeichen ohne Breite oder ein geschütztes Leerzeichen enthalten.</translation>
    </message>
    <message>
        <source>There is a typographic quote, which word processors put in place of a plain one.</source>
        <translation>Es ist ein typografisches Anführungszeichen enthalten, wie es Textprogramme an die Stelle des einfachen setzen.</translation>
    </message>
    <message>
        <source>What was entered: %1</source>
        <translation>Eingegeben wurde: %1</translation>
    </message>
    <message>
        <source>The proxy offers these methods of sign-in: %1.</source>
        <translation>Der Proxy bietet diese Anmeldeverfahren an: %1.</translation>
    </message>
    <message>
        <source>The proxy names what the sign-in is for: &quot;%1&quot;.</source>
        <translation>Der Proxy nennt, wofür die Anmeldung gilt: „%1“.</translation>
    </message>
    <message>
        <source>Sign-ins sent in this run: %1, of these refused: %2.</source>
        <translation>Bei diesem Test gesendete Anmeldungen: %1, davon abgelehnt: %2.</translation>
    </message>
    <message>
        <source>The request carried %1, and %2 was needed.</source>
        <translation>Die Anfrage enthielt %1, nötig war aber %2.</translation>
    </message>
    <message>
        <source>The entry was not found; a locked password store says the same.</source>
        <translation>Der Eintrag wurde nicht gefunden; ein gesperrter Passwortspeicher meldet dasselbe.</translation>
    </message>
    <message>
        <source>No password store runs in this session.</source>
        <translation>In dieser Sitzung läuft kein Passwortspeicher.</translation>
    </message>
    <message>
        <source>Access was refused.</source>
        <translation>Der Zugriff wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The password store did not answer in time; a window asking to unlock it may be hidden.</source>
        <translation>Der Passwortspeicher hat nicht rechtzeitig geantwortet; vielleicht ist ein Fenster verdeckt, das um das Entsperren bittet.</translation>
    </message>
    <message>
        <source>The password store says: %1</source>
        <translation>Der Passwortspeicher meldet: %1</translation>
    </message>
    <message>
        <source>Refused sign-ins allowed for this run: %1.</source>
        <translation>So viele Anmeldungen durften bei diesem Test abgelehnt werden: %1.</translation>
    </message>
    <message>
        <source>It happens for CONNECT, the request that opens a tunnel for https websites.</source>
        <translation>Dies geschieht bei CONNECT, der Anfrage, die für https-Websites einen Tunnel öffnet.</translation>
    </message>
    <message>
        <source>The field reads: %1</source>
        <translation>Die Kopfzeile lautet: %1</translation>
    </message>
    <message>
        <source>The realm is missing, the text that names what the sign-in is for.</source>
        <translation>Es fehlt der Bereich (Realm), also der Text, der nennt, wofür die Anmeldung gilt.</translation>
    </message>
    <message>
        <source>The nonce is missing, the one-time value of a Digest sign-in.</source>
        <translation>Es fehlt die Nonce, der Einmalwert einer Digest-Anmeldung.</translation>
    </message>
    <message>
        <source>The methods that the proxy names: %1.</source>
        <translation>Der Proxy nennt diese Verfahren: %1.</translation>
    </message>
    <message>
        <source>This program can answer only: %1.</source>
        <translation>Dieses Programm beherrscht nur: %1.</translation>
    </message>
    <message>
        <source>The sign-in was limited to the method %1 for this run.</source>
        <translation>Die Anmeldung war für diesen Test auf das Verfahren %1 beschränkt.</translation>
    </message>
    <message>
        <source>The program in the recording sent no sign-in.</source>
        <translation>Das Programm in der Aufzeichnung hat keine Anmeldung gesendet.</translation>
    </message>
    <message>
        <source>It came after the sign-in was sent, so it means: refused.</source>
        <translation>Diese Antwort kam, nachdem die Anmeldung gesendet war. Sie bedeutet also: abgelehnt.</translation>
    </message>
    <message>
        <source>It came before any sign-in was sent.</source>
        <translation>Diese Antwort kam, bevor eine Anmeldung gesendet wurde.</translation>
    </message>
    <message>
        <source>In this run the sign-in was sent so.</source>
        <translation>Bei diesem Test wurde die Anmeldung so gesendet.</translation>
    </message>
    <message>
        <source>In this run nothing was sent so.</source>
        <translation>Bei diesem Test wurde nichts so gesendet.</translation>
    </message>
    <message>
        <source>For http websites: %1. For https websites: %2.</source>
        <translation>Für http-Websites: %1. Für https-Websites: %2.</translation>
    </message>
    <message>
        <source>For http websites no sign-in is asked. For https websites: %1.</source>
        <translation>Für http-Websites wird keine Anmeldung verlangt. Für https-Websites: %1.</translation>
    </message>
    <message>
        <source>For http websites: %1. For https websites no sign-in is asked.</source>
        <translation>Für http-Websites: %1. Für https-Websites wird keine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>The system says: %1</source>
        <translation>Das System meldet: %1</translation>
    </message>
    <message>
        <source>Addresses tried: %1, port %2.</source>
        <translation>Versuchte Adressen: %1, Port %2.</translation>
    </message>
    <message>
        <source>Seconds waited: %1.</source>
        <translation>Wartezeit in Sekunden: %1.</translation>
    </message>
    <message>
        <source>The other side reset the connection (RST).</source>
        <translation>Die Gegenseite hat die Verbindung zurückgesetzt (RST).</translation>
    </message>
    <message>
        <source>The other side closed the connection (FIN).</source>
        <translation>Die Gegenseite hat die Verbindung geschlossen (FIN).</translation>
    </message>
    <message>
        <source>The number of its TLS alert is %1.</source>
        <translation>Die Nummer der TLS-Meldung (Alert) ist %1.</translation>
    </message>
    <message>
        <source>It speaks SOCKS version %1.</source>
        <translation>Der Port spricht SOCKS in der Version %1.</translation>
    </message>
    <message>
        <source>The server calls itself: %1.</source>
        <translation>Der Server nennt sich: %1.</translation>
    </message>
    <message>
        <source>Its answer to CONNECT was %1.</source>
        <translation>Die Antwort des Servers auf CONNECT war %1.</translation>
    </message>
    <message>
        <source>The answer itself is such a script.</source>
        <translation>Die Antwort selbst ist ein solches Skript.</translation>
    </message>
    <message>
        <source>The address ends as those of such files do.</source>
        <translation>Die Adresse endet so, wie es bei solchen Dateien üblich ist.</translation>
    </message>
    <message>
        <source>It speaks %1.</source>
        <translation>Dieser Dienst spricht %1.</translation>
    </message>
    <message>
        <source>It says: %1</source>
        <translation>Dieser Dienst meldet: %1</translation>
    </message>
    <message>
        <source>The first line is not a status line that can be read.</source>
        <translation>Die erste Zeile ist keine lesbare Statuszeile.</translation>
    </message>
    <message>
        <source>The answer ends before its head is complete.</source>
        <translation>Die Antwort endet, bevor ihr Kopf vollständig ist.</translation>
    </message>
    <message>
        <source>The answer is longer than any program accepts.</source>
        <translation>Die Antwort ist länger, als Programme es zulassen.</translation>
    </message>
    <message>
        <source>A page came without the head that must stand before it.</source>
        <translation>Es kam eine Seite ohne den Kopf, der davor stehen muss.</translation>
    </message>
    <message>
        <source>Where the body ends cannot be told.</source>
        <translation>Wo der Inhalt endet, lässt sich nicht feststellen.</translation>
    </message>
    <message>
        <source>It breaks at byte %1 of the answer.</source>
        <translation>Der Fehler beginnt bei Byte %1 der Antwort.</translation>
    </message>
    <message>
        <source>A tunnel to port %1 was not refused this way.</source>
        <translation>Ein Tunnel zum Port %1 wurde nicht auf diese Weise abgelehnt.</translation>
    </message>
    <message>
        <source>It passes for the plain request and is refused for CONNECT.</source>
        <translation>Die Anmeldung wird für die unverschlüsselte Anfrage angenommen und für CONNECT abgelehnt.</translation>
    </message>
    <message>
        <source>It passes for CONNECT and is refused for the plain request.</source>
        <translation>Die Anmeldung wird für CONNECT angenommen und für die unverschlüsselte Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>Bytes that came through the tunnel: %1.</source>
        <translation>Bytes, die durch den Tunnel kamen: %1.</translation>
    </message>
    <message>
        <source>The proxy had accepted the sign-in before.</source>
        <translation>Die Anmeldung hatte der Proxy zuvor angenommen.</translation>
    </message>
    <message>
        <source>The proxy&apos;s page gives this reason: &quot;%1&quot;.</source>
        <translation>Die Seite des Proxys nennt diesen Grund: „%1“.</translation>
    </message>
    <message>
        <source>The proxy&apos;s own error code: %1.</source>
        <translation>Der eigene Fehlercode des Proxys: %1.</translation>
    </message>
    <message>
        <source>The address used by this computer: %1. The proxy may see another one behind a router.</source>
        <translation>Von diesem Computer verwendete Adresse: %1. Hinter einem Router sieht der Proxy vielleicht eine andere.</translation>
    </message>
    <message>
        <source>The proxy does not find the website&apos;s name.</source>
        <translation>Der Proxy findet den Namen der Website nicht.</translation>
    </message>
    <message>
        <source>The website refused the proxy&apos;s connection.</source>
        <translation>Die Website hat die Verbindung des Proxys abgewiesen.</translation>
    </message>
    <message>
        <source>The website did not answer the proxy in time.</source>
        <translation>Die Website hat dem Proxy nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The website names what the sign-in is for: &quot;%1&quot;.</source>
        <translation>Die Website nennt, wofür die Anmeldung gilt: „%1“.</translation>
    </message>
    <message>
        <source>The website&apos;s page gives this reason: &quot;%1&quot;.</source>
        <translation>Die Seite der Website nennt diesen Grund: „%1“.</translation>
    </message>
    <message>
        <source>The certificate was issued by &quot;%1&quot;, which this computer does not trust.</source>
        <translation>Das Zertifikat wurde von „%1“ ausgestellt, und dieser Computer vertraut dem Aussteller nicht.</translation>
    </message>
    <message>
        <source>The certificate is signed by itself, so nothing vouches for it.</source>
        <translation>Das Zertifikat ist selbst signiert, es bürgt also niemand dafür.</translation>
    </message>
    <message>
        <source>The certificate was valid until %1.</source>
        <translation>Das Zertifikat war bis %1 gültig.</translation>
    </message>
    <message>
        <source>The certificate is not valid yet, or the clock of this computer is wrong.</source>
        <translation>Das Zertifikat ist noch nicht gültig, oder die Uhr dieses Computers geht falsch.</translation>
    </message>
    <message>
        <source>The certificate is not made out to %1.</source>
        <translation>Das Zertifikat ist nicht auf %1 ausgestellt.</translation>
    </message>
    <message>
        <source>The certificate was withdrawn by its issuer.</source>
        <translation>Das Zertifikat wurde von seinem Aussteller zurückgezogen.</translation>
    </message>
    <message>
        <source>The TLS library says: %1</source>
        <translation>Die TLS-Bibliothek meldet: %1</translation>
    </message>
    <message>
        <source>The certificate was issued by &quot;%1&quot;.</source>
        <translation>Das Zertifikat wurde von „%1“ ausgestellt.</translation>
    </message>
    <message>
        <source>What would decide: the same test with a user name and password.</source>
        <translation>Klarheit schafft: derselbe Test mit Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>What would decide: the proxy&apos;s log at the recorded time and local port.</source>
        <translation>Klarheit schafft: das Protokoll des Proxys zur aufgezeichneten Zeit und zum lokalen Port.</translation>
    </message>
    <message>
        <source>What would decide: the request that belongs to this answer.</source>
        <translation>Klarheit schafft: die Anfrage, die zu dieser Antwort gehört.</translation>
    </message>
    <message>
        <source>What would decide: the same test once more, to its end.</source>
        <translation>Klarheit schafft: derselbe Test noch einmal, bis zum Ende.</translation>
    </message>
    <message>
        <source>What would decide: a live test of the proxy from the caller&apos;s computer.</source>
        <translation>Klarheit schafft: ein direkter Test des Proxys vom Computer der anrufenden Person aus.</translation>
    </message>
    <message>
        <source>Repeat the test with a user name and password.</source>
        <translation>Wiederholen Sie den Test mit Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy for its log at the recorded time.</source>
        <translation>Bitten Sie die Betreiber des Proxys um dessen Protokoll zur aufgezeichneten Zeit.</translation>
    </message>
    <message>
        <source>Find out which request this answer belongs to, and analyse both together.</source>
        <translation>Finden Sie heraus, zu welcher Anfrage diese Antwort gehört, und werten Sie beide zusammen aus.</translation>
    </message>
    <message>
        <source>Repeat the test and let it run to its end.</source>
        <translation>Wiederholen Sie den Test, und lassen Sie ihn bis zum Ende laufen.</translation>
    </message>
    <message>
        <source>Test the proxy live from the caller&apos;s computer.</source>
        <translation>Prüfen Sie den Proxy direkt vom Computer der anrufenden Person aus.</translation>
    </message>
    <message>
        <source>Allow another method of sign-in, then repeat the test.</source>
        <translation>Erlauben Sie ein weiteres Anmeldeverfahren, und wiederholen Sie dann den Test.</translation>
    </message>
    <message>
        <source>Everything works</source>
        <translation>Alles funktioniert</translation>
    </message>
    <message>
        <source>The whole way was tested: the proxy asked for a sign-in, accepted the one given, and passed on every request of this test.</source>
        <translation>Der ganze Weg wurde geprüft: Der Proxy hat eine Anmeldung verlangt, die angegebene angenommen und jede Anfrage dieses Tests weitergeleitet.</translation>
    </message>
    <message>
        <source>If a program still fails, compare its own proxy settings with the ones used here.</source>
        <translation>Funktioniert ein Programm trotzdem nicht, vergleichen Sie dessen eigene Proxy-Einstellungen mit den hier verwendeten.</translation>
    </message>
    <message>
        <source>Put the same proxy address, user name and password into the program that fails; many programs keep their own copy.</source>
        <translation>Tragen Sie dieselbe Proxy-Adresse, denselben Benutzernamen und dasselbe Passwort in das Programm ein, das nicht funktioniert; viele Programme speichern ihre eigene Kopie.</translation>
    </message>
    <message>
        <source>If it still fails, capture what that program sends and receives, and analyse it here.</source>
        <translation>Funktioniert es immer noch nicht, zeichnen Sie auf, was dieses Programm sendet und empfängt, und werten Sie es hier aus.</translation>
    </message>
    <message>
        <source>The proxy works and asked for no sign-in</source>
        <translation>Der Proxy funktioniert und hat keine Anmeldung verlangt</translation>
    </message>
    <message>
        <source>The proxy let every request of this test pass without asking for a sign-in: either it is open, or this computer&apos;s address is on its list of allowed addresses. A user name or password, if one was given, was not tested by this.</source>
        <translation>Der Proxy hat jede Anfrage dieses Tests ohne Anmeldung durchgelassen: Entweder ist er offen, oder die Adresse dieses Computers steht auf seiner Freigabeliste. Ein Benutzername oder Passwort wurde damit, falls angegeben, nicht geprüft.</translation>
    </message>
    <message>
        <source>To test the password, use a website for which the proxy does ask for a sign-in.</source>
        <translation>Um das Passwort zu prüfen, verwenden Sie eine Website, für die der Proxy eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>Leave the user name and password out of the failing program&apos;s proxy settings, or keep them: this proxy does not ask for them from here.</source>
        <translation>Lassen Sie Benutzername und Passwort in den Proxy-Einstellungen des betroffenen Programms weg, oder behalten Sie sie bei: Von hier aus fragt dieser Proxy nicht danach.</translation>
    </message>
    <message>
        <source>Repeat the test on the caller&apos;s own network: another address may be asked for a sign-in.</source>
        <translation>Wiederholen Sie den Test im Netzwerk der anrufenden Person: Von einer anderen Adresse wird vielleicht eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>The proxy address splits in the wrong place</source>
        <translation>Die Proxy-Adresse wird an der falschen Stelle getrennt</translation>
    </message>
    <message>
        <source>In an address such as http://user:password@host:port, the characters @ : / ? # [ ] % and the space have a meaning of their own. Written as they are inside the user name or password, they make a program read another host, port or user than was meant.</source>
        <translation>In einer Adresse wie http://user:password@host:port haben die Zeichen @ : / ? # [ ] % und das Leerzeichen eine eigene Bedeutung. Stehen sie unverändert im Benutzernamen oder Passwort, liest ein Programm einen anderen Host, Port oder Benutzer als gemeint.</translation>
    </message>
    <message>
        <source>Use the corrected address, or put user name and password into separate fields.</source>
        <translation>Verwenden Sie die berichtigte Adresse, oder tragen Sie Benutzername und Passwort in getrennte Felder ein.</translation>
    </message>
    <message>
        <source>Where the program has separate fields for user name and password, use those and write the characters as they are.</source>
        <translation>Hat das Programm getrennte Felder für Benutzername und Passwort, verwenden Sie diese, und schreiben Sie die Zeichen unverändert.</translation>
    </message>
    <message>
        <source>A percent sign in the address is not a valid code</source>
        <translation>Ein Prozentzeichen in der Adresse ist kein gültiger Code</translation>
    </message>
    <message>
        <source>The proxy address contains a percent sign that programs cannot read, so some of them give up before they send anything.</source>
        <translation>Die Proxy-Adresse enthält ein Prozentzeichen, das Programme nicht lesen können; manche geben deshalb auf, bevor sie etwas senden.</translation>
    </message>
    <message>
        <source>In an address a % starts a code of two hexadecimal digits, such as %40 for @. Here a % is followed by something else. A percent sign that belongs to the password itself must be written %25.</source>
        <translation>In einer Adresse leitet % einen Code aus zwei Hexadezimalziffern ein, zum Beispiel %40 für @. Hier folgt auf ein % etwas anderes. Ein Prozentzeichen, das selbst zum Passwort gehört, muss als %25 geschrieben werden.</translation>
    </message>
    <message>
        <source>Write the percent sign as %25 in the address.</source>
        <translation>Schreiben Sie das Prozentzeichen in der Adresse als %25.</translation>
    </message>
    <message>
        <source>Write each % that belongs to the user name or password as %25.</source>
        <translation>Schreiben Sie jedes %, das zum Benutzernamen oder Passwort gehört, als %25.</translation>
    </message>
    <message>
        <source>Where the program has separate fields for user name and password, use those and write % as it is.</source>
        <translation>Hat das Programm getrennte Felder für Benutzername und Passwort, verwenden Sie diese, und schreiben Sie % unverändert.</translation>
    </message>
    <message>
        <source>The user name or password still holds percent codes</source>
        <translation>Benutzername oder Passwort enthält noch Prozentcodes</translation>
    </message>
    <message>
        <source>Codes such as %40 belong into an address (URL) only. In separate fields, or encoded a second time (%2540), they are sent as they stand, and the proxy compares them with the real password.</source>
        <translation>Codes wie %40 gehören nur in eine Adresse (URL). In getrennten Feldern oder doppelt kodiert (%2540) werden sie so gesendet, wie sie dastehen, und der Proxy vergleicht sie mit dem wirklichen Passwort.</translation>
    </message>
    <message>
        <source>Enter the real characters in place of the percent codes.</source>
        <translation>Geben Sie anstelle der Prozentcodes die wirklichen Zeichen ein.</translation>
    </message>
    <message>
        <source>In separate fields type the real characters: @ in place of %40, : in place of %3A, and so on.</source>
        <translation>Geben Sie in getrennten Feldern die wirklichen Zeichen ein: @ statt %40, : statt %3A und so weiter.</translation>
    </message>
    <message>
        <source>In an address encode once: %40, never %2540.</source>
        <translation>Kodieren Sie in einer Adresse nur einmal: %40, niemals %2540.</translation>
    </message>
    <message>
        <source>Spaces at an end, line ends, non-breaking spaces, zero-width marks and typographic quotes often come along with copied text. They are sent like any other character, and the proxy then compares something else than the real password.</source>
        <translation>Leerzeichen am Rand, Zeilenenden, geschützte Leerzeichen, Zeichen ohne Breite und typografische Anführungszeichen kommen mit kopiertem Text oft mit. Sie werden gesendet wie jedes andere Zeichen, und der Proxy vergleicht dann etwas anderes als das wirkliche Passwort.</translation>
    </message>
    <message>
        <source>Type the value by hand, without copy and paste.</source>
        <translation>Tippen Sie den Wert von Hand ein, ohne Kopieren und Einfügen.</translation>
    </message>
    <message>
        <source>Delete the value and type it by hand.</source>
        <translation>Löschen Sie den Wert, und tippen Sie ihn von Hand ein.</translation>
    </message>
    <message>
        <source>Save the corrected value wherever the old one is stored: in the program, in scripts and in environment variables.</source>
        <translation>Speichern Sie den berichtigten Wert überall dort, wo der alte steht: im Programm, in Skripten und in Umgebungsvariablen.</translation>
    </message>
    <message>
        <source>The user name contains a colon</source>
        <translation>Der Benutzername enthält einen Doppelpunkt</translation>
    </message>
    <message>
        <source>Use another form of the user name, without a colon.</source>
        <translation>Verwenden Sie eine andere Form des Benutzernamens, ohne Doppelpunkt.</translation>
    </message>
    <message>
        <source>Check whether the colon was typed by mistake, for instance user:password in the user name field.</source>
        <translation>Prüfen Sie, ob der Doppelpunkt versehentlich eingegeben wurde, zum Beispiel user:password im Feld für den Benutzernamen.</translation>
    </message>
    <message>
        <source>Give the account a name without a colon, or offer a sign-in method that can carry one.</source>
        <translation>Geben Sie dem Konto einen Namen ohne Doppelpunkt, oder bieten Sie ein Anmeldeverfahren an, das ihn übertragen kann.</translation>
    </message>
    <message>
        <source>No proxy address can be read from this</source>
        <translation>Daraus lässt sich keine Proxy-Adresse lesen</translation>
    </message>
    <message>
        <source>A proxy address is a host name or address and a port, such as proxy.example.com:8080 or http://proxy.example.com:8080.</source>
        <translation>Eine Proxy-Adresse besteht aus Hostname oder Adresse und Port, zum Beispiel proxy.example.com:8080 oder http://proxy.example.com:8080.</translation>
    </message>
    <message>
        <source>Enter the proxy as host:port.</source>
        <translation>Geben Sie den Proxy als host:port ein.</translation>
    </message>
    <message>
        <source>Ask for the proxy&apos;s host name and port and enter them as host:port.</source>
        <translation>Fragen Sie nach Hostname und Port des Proxys, und geben Sie beides als host:port ein.</translation>
    </message>
    <message>
        <source>Look the address up in the company&apos;s instructions or in a computer that works.</source>
        <translation>Sehen Sie in der Anleitung des Unternehmens oder auf einem funktionierenden Computer nach der Adresse.</translation>
    </message>
    <message>
        <source>The proxy wants a sign-in and none was given</source>
        <translation>Der Proxy verlangt eine Anmeldung, und es wurde keine angegeben</translation>
    </message>
    <message>
        <source>The proxy asked who you are and nothing was there to answer with; the website was not contacted.</source>
        <translation>Der Proxy wollte wissen, wer Sie sind, und es lagen keine Anmeldedaten vor. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Enter the user name and password for the proxy.</source>
        <translation>Geben Sie Benutzername und Passwort für den Proxy ein.</translation>
    </message>
    <message>
        <source>Give the program the user name and password for the proxy. This is often, but not always, the account used to log in to the computer.</source>
        <translation>Hinterlegen Sie im Programm Benutzername und Passwort für den Proxy. Oft, aber nicht immer, ist es das Konto, mit dem man sich am Computer anmeldet.</translation>
    </message>
    <message>
        <source>Repeat this test with the user name and password, to see whether they are accepted.</source>
        <translation>Wiederholen Sie diesen Test mit Benutzername und Passwort, um zu sehen, ob sie angenommen werden.</translation>
    </message>
    <message>
        <source>Only half of the sign-in was given</source>
        <translation>Nur die Hälfte der Anmeldedaten wurde angegeben</translation>
    </message>
    <message>
        <source>The sign-in needs a user name and a password, and one of them is missing; the website was not contacted.</source>
        <translation>Für die Anmeldung sind Benutzername und Passwort nötig, und eines davon fehlt. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, and what was entered is only a user name or only a password.</source>
        <translation>Der Proxy verlangt eine Anmeldung, eingegeben wurde aber nur ein Benutzername oder nur ein Passwort.</translation>
    </message>
    <message>
        <source>Enter both user name and password.</source>
        <translation>Geben Sie sowohl den Benutzernamen als auch das Passwort ein.</translation>
    </message>
    <message>
        <source>Enter the missing half.</source>
        <translation>Geben Sie die fehlende Hälfte ein.</translation>
    </message>
    <message>
        <source>If the password was stored, check that the store still has it and is unlocked.</source>
        <translation>Wenn das Passwort gespeichert war, prüfen Sie, ob der Passwortspeicher es noch enthält und entsperrt ist.</translation>
    </message>
    <message>
        <source>Check the password by hand once, then ask whether the account is locked or expired.</source>
        <translation>Prüfen Sie das Passwort einmal von Hand, und fragen Sie dann, ob das Konto gesperrt oder abgelaufen ist.</translation>
    </message>
    <message>
        <source>Type the password by hand once more, with a look at Caps Lock and the keyboard layout. Do not try many times: accounts are often locked after a few wrong passwords.</source>
        <translation>Tippen Sie das Passwort noch einmal von Hand ein, und achten Sie auf die Feststelltaste und die Tastaturbelegung. Machen Sie nicht viele Versuche: Konten werden oft schon nach wenigen falschen Passwörtern gesperrt.</translation>
    </message>
    <message>
        <source>Look in the directory whether the account is locked, expired, disabled or must change its password.</source>
        <translation>Sehen Sie im Verzeichnisdienst nach, ob das Konto gesperrt, abgelaufen oder deaktiviert ist oder ob das Passwort geändert werden muss.</translation>
    </message>
    <message>
        <source>Please look up in the proxy log why the sign-in of this user was refused (time, local port and user are in the attached bundle).</source>
        <translation>Bitte sehen Sie im Protokoll des Proxys nach, warum die Anmeldung dieses Benutzers abgelehnt wurde (Zeit, lokaler Port und Benutzername stehen im beigefügten Support-Paket).</translation>
    </message>
    <message>
        <source>A password that worked before is now refused</source>
        <translation>Ein früher gültiges Passwort wird jetzt abgelehnt</translation>
    </message>
    <message>
        <source>Enter the current password.</source>
        <translation>Geben Sie das aktuelle Passwort ein.</translation>
    </message>
    <message>
        <source>Enter the current password, and update every program that stores the old one.</source>
        <translation>Geben Sie das aktuelle Passwort ein, und ersetzen Sie das alte in jedem Programm, das es gespeichert hat.</translation>
    </message>
    <message>
        <source>Check in the directory when the password was changed and whether the account is locked.</source>
        <translation>Prüfen Sie im Verzeichnisdienst, wann das Passwort geändert wurde und ob das Konto gesperrt ist.</translation>
    </message>
    <message>
        <source>The stored copy differs from a sign-in that the proxy accepts. Programs that go on using the old copy can lock the account.</source>
        <translation>Die gespeicherte Kopie weicht von der Anmeldung ab, die der Proxy annimmt. Programme, die weiter die alte Kopie verwenden, können dazu führen, dass das Konto gesperrt wird.</translation>
    </message>
    <message>
        <source>Replace the stored copy by the current password.</source>
        <translation>Ersetzen Sie die gespeicherte Kopie durch das aktuelle Passwort.</translation>
    </message>
    <message>
        <source>Update or delete the stored password in the place that is named.</source>
        <translation>Aktualisieren oder löschen Sie das gespeicherte Passwort an der genannten Stelle.</translation>
    </message>
    <message>
        <source>Look for further copies: keychain, environment variables, git, npm, pip and scripts.</source>
        <translation>Suchen Sie nach weiteren Kopien: Schlüsselbund, Umgebungsvariablen, git, npm, pip und Skripte.</translation>
    </message>
    <message>
        <source>The user name must be written in another form</source>
        <translation>Der Benutzername muss in einer anderen Form geschrieben werden</translation>
    </message>
    <message>
        <source>One spelling of the user name (user, DOMAIN\user or user@domain) is refused and another one passes with the same password.</source>
        <translation>Eine Schreibweise des Benutzernamens (user, DOMAIN\user oder user@domain) wird abgelehnt, eine andere wird mit demselben Passwort angenommen.</translation>
    </message>
    <message>
        <source>Use the spelling of the user name that passed.</source>
        <translation>Verwenden Sie die Schreibweise des Benutzernamens, die angenommen wurde.</translation>
    </message>
    <message>
        <source>Enter the user name in the form that passed, and store it so.</source>
        <translation>Geben Sie den Benutzernamen in der Form ein, die angenommen wurde, und speichern Sie ihn so.</translation>
    </message>
    <message>
        <source>The domain sent with your user name is not the one the proxy works with; the website was not contacted.</source>
        <translation>Die mit Ihrem Benutzernamen gesendete Domäne ist nicht die, mit der der Proxy arbeitet. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy named its own Windows domain (the group of computers and accounts it belongs to), and the sign-in named a different one.</source>
        <translation>Der Proxy hat seine eigene Windows-Domäne genannt (die Gruppe von Computern und Konten, zu der er gehört), und in der Anmeldung stand eine andere.</translation>
    </message>
    <message>
        <source>Enter the user name with the domain that the proxy names.</source>
        <translation>Geben Sie den Benutzernamen mit der Domäne ein, die der Proxy nennt.</translation>
    </message>
    <message>
        <source>Write the user name as DOMAIN\user, with the domain the proxy named.</source>
        <translation>Schreiben Sie den Benutzernamen als DOMAIN\user, mit der Domäne, die der Proxy genannt hat.</translation>
    </message>
    <message>
        <source>If the account&apos;s domain is right, check the trust between the two domains.</source>
        <translation>Falls die Domäne des Kontos stimmt, prüfen Sie die Vertrauensstellung zwischen den beiden Domänen.</translation>
    </message>
    <message>
        <source>Letters such as ä or é are read differently by the proxy</source>
        <translation>Der Proxy liest Buchstaben wie ä oder é anders</translation>
    </message>
    <message>
        <source>Try a password of plain letters, digits and signs.</source>
        <translation>Versuchen Sie es mit einem Passwort aus einfachen Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
        <source>Change the password to one without accents and umlauts, if the rules of the company allow it.</source>
        <translation>Ändern Sie das Passwort in eines ohne Akzente und Umlaute, falls die Regeln des Unternehmens das erlauben.</translation>
    </message>
    <message>
        <source>Let the proxy announce charset=&quot;UTF-8&quot; in its challenge and read passwords as UTF-8 (RFC 7617).</source>
        <translation>Lassen Sie den Proxy in seiner Anmeldeaufforderung charset=&quot;UTF-8&quot; ankündigen und Passwörter als UTF-8 lesen (RFC 7617).</translation>
    </message>
    <message>
        <source>The sign-in was sent to the wrong side</source>
        <translation>Die Anmeldung ging an die falsche Stelle</translation>
    </message>
    <message>
        <source>The program sent the sign-in for the proxy to the website, or the website&apos;s to the proxy.</source>
        <translation>Das Programm hat die Anmeldung für den Proxy an die Website gesendet oder die für die Website an den Proxy.</translation>
    </message>
    <message>
        <source>There are two separate fields: Proxy-Authorization is for the proxy, Authorization is for the website. The recorded request has the one where the other is needed.</source>
        <translation>Es gibt zwei getrennte Kopfzeilen: Proxy-Authorization ist für den Proxy, Authorization für die Website. Die aufgezeichnete Anfrage enthält die eine, wo die andere nötig ist.</translation>
    </message>
    <message>
        <source>Put the user name and password into the program&apos;s proxy settings.</source>
        <translation>Tragen Sie Benutzername und Passwort in die Proxy-Einstellungen des Programms ein.</translation>
    </message>
    <message>
        <source>Enter the sign-in in the proxy settings of the program, not in those of the website.</source>
        <translation>Geben Sie die Anmeldedaten in den Proxy-Einstellungen des Programms ein, nicht in denen der Website.</translation>
    </message>
    <message>
        <source>With curl, --proxy-user is for the proxy and --user is for the website.</source>
        <translation>Bei curl ist --proxy-user für den Proxy und --user für die Website.</translation>
    </message>
    <message>
        <source>The stored password could not be read</source>
        <translation>Das gespeicherte Passwort ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>The computer&apos;s password store could not be read, so the test went on without the stored password.</source>
        <translation>Der Passwortspeicher des Computers ließ sich nicht lesen, deshalb lief der Test ohne das gespeicherte Passwort weiter.</translation>
    </message>
    <message>
        <source>The password store (keychain) of this computer is locked, missing or refused access. Nothing was read from it.</source>
        <translation>Der Passwortspeicher (Schlüsselbund) dieses Computers ist gesperrt, fehlt oder hat den Zugriff abgelehnt. Es wurde nichts daraus gelesen.</translation>
    </message>
    <message>
        <source>Unlock the password store, or type the password for this test.</source>
        <translation>Entsperren Sie den Passwortspeicher, oder tippen Sie das Passwort für diesen Test ein.</translation>
    </message>
    <message>
        <source>Log in to the desktop again or unlock the password store, then repeat the test.</source>
        <translation>Melden Sie sich am Desktop neu an, oder entsperren Sie den Passwortspeicher, und wiederholen Sie dann den Test.</translation>
    </message>
    <message>
        <source>Type the password for this run; it is not stored then.</source>
        <translation>Tippen Sie das Passwort für diesen Test ein; es wird dann nicht gespeichert.</translation>
    </message>
    <message>
        <source>Stopped before the account could be locked</source>
        <translation>Angehalten, bevor das Konto gesperrt werden konnte</translation>
    </message>
    <message>
        <source>The test stopped after a refused sign-in so that the account is not locked; the website was not contacted.</source>
        <translation>Der Test hat nach einer abgelehnten Anmeldung angehalten, damit das Konto nicht gesperrt wird. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Many companies lock an account after a few wrong passwords. This program therefore sends a refused password only as often as was allowed for this run, and something was left untried.</source>
        <translation>Viele Unternehmen sperren ein Konto nach wenigen falschen Passwörtern. Dieses Programm sendet ein abgelehntes Passwort deshalb nur so oft, wie es für diesen Test erlaubt war, und nicht alles wurde ausprobiert.</translation>
    </message>
    <message>
        <source>Check the password before another attempt is allowed.</source>
        <translation>Prüfen Sie das Passwort, bevor Sie einen weiteren Versuch erlauben.</translation>
    </message>
    <message>
        <source>Check the password by hand before the next attempt.</source>
        <translation>Prüfen Sie das Passwort vor dem nächsten Versuch von Hand.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in but does not say how</source>
        <translation>Der Proxy verlangt eine Anmeldung, sagt aber nicht, wie</translation>
    </message>
    <message>
        <source>The proxy wants a sign-in but does not tell programs how to sign in; the website was not contacted.</source>
        <translation>Der Proxy verlangt eine Anmeldung, teilt Programmen aber nicht mit, wie sie sich anmelden sollen. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>An answer 407 must carry a Proxy-Authenticate field that names the sign-in methods (RFC 9110 section 11.7.1). This one has none, so a program cannot know what to send. Sometimes another proxy in between has removed it.</source>
        <translation>Eine Antwort 407 muss eine Kopfzeile Proxy-Authenticate enthalten, die die Anmeldeverfahren nennt (RFC 9110 Abschnitt 11.7.1). Hier fehlt sie, deshalb kann ein Programm nicht wissen, was es senden soll. Manchmal hat ein anderer Proxy dazwischen sie entfernt.</translation>
    </message>
    <message>
        <source>The people who run the proxy must let it send Proxy-Authenticate with every 407.</source>
        <translation>Die Betreiber des Proxys müssen dafür sorgen, dass er mit jeder Antwort 407 auch Proxy-Authenticate sendet.</translation>
    </message>
    <message>
        <source>Send at least one Proxy-Authenticate field with every 407, also through proxies in between.</source>
        <translation>Senden Sie mit jeder Antwort 407 mindestens eine Kopfzeile Proxy-Authenticate, auch durch dazwischenliegende Proxys hindurch.</translation>
    </message>
    <message>
        <source>The proxy answers 407 without a Proxy-Authenticate field (RFC 9110 section 11.7.1). Please see the attached exchange.</source>
        <translation>Der Proxy antwortet mit 407 ohne die Kopfzeile Proxy-Authenticate (RFC 9110 Abschnitt 11.7.1). Bitte sehen Sie sich den beigefügten Austausch an.</translation>
    </message>
    <message>
        <source>Until then, a program that sends the sign-in without being asked, such as curl with --proxy-basic, may pass.</source>
        <translation>Bis dahin kommt vielleicht ein Programm durch, das die Anmeldung ungefragt sendet, zum Beispiel curl mit --proxy-basic.</translation>
    </message>
    <message>
        <source>The proxy&apos;s request for a sign-in cannot be read</source>
        <translation>Die Anmeldeaufforderung des Proxys ist nicht lesbar</translation>
    </message>
    <message>
        <source>The Proxy-Authenticate field is there, but no usable sign-in method can be read from it, or a part that it must have is missing (the realm, which names what the sign-in is for, or the nonce, a one-time value).</source>
        <translation>Die Kopfzeile Proxy-Authenticate ist vorhanden, aber es lässt sich kein brauchbares Anmeldeverfahren daraus lesen, oder ein vorgeschriebener Teil fehlt (der Bereich (Realm), der nennt, wofür die Anmeldung gilt, oder die Nonce, ein Einmalwert).</translation>
    </message>
    <message>
        <source>The people who run the proxy must correct the Proxy-Authenticate field.</source>
        <translation>Die Betreiber des Proxys müssen die Kopfzeile Proxy-Authenticate berichtigen.</translation>
    </message>
    <message>
        <source>Correct the challenge so that it follows RFC 9110 section 11.</source>
        <translation>Berichtigen Sie die Anmeldeaufforderung so, dass sie RFC 9110 Abschnitt 11 entspricht.</translation>
    </message>
    <message>
        <source>The proxy&apos;s Proxy-Authenticate field cannot be read. The exact bytes are in the attached exchange.</source>
        <translation>Die Kopfzeile Proxy-Authenticate des Proxys ist nicht lesbar. Die genauen Bytes stehen im beigefügten Austausch.</translation>
    </message>
    <message>
        <source>The proxy offers only sign-in methods unknown here</source>
        <translation>Der Proxy bietet nur Anmeldeverfahren an, die hier unbekannt sind</translation>
    </message>
    <message>
        <source>The proxy offers only sign-in methods that common programs do not know; the website was not contacted.</source>
        <translation>Der Proxy bietet nur Anmeldeverfahren an, die verbreitete Programme nicht kennen. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>None of the methods Basic, Digest, NTLM and Negotiate is among those that the proxy names.</source>
        <translation>Unter den Verfahren, die der Proxy nennt, ist keines von Basic, Digest, NTLM und Negotiate.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy which programs can sign in to it.</source>
        <translation>Fragen Sie die Betreiber des Proxys, welche Programme sich an ihm anmelden können.</translation>
    </message>
    <message>
        <source>Offer a method that common programs know, such as Basic over a TLS connection, or Negotiate.</source>
        <translation>Bieten Sie ein Verfahren an, das verbreitete Programme kennen, zum Beispiel Basic über eine TLS-Verbindung oder Negotiate.</translation>
    </message>
    <message>
        <source>Ask whether the provider has a program of its own that signs in.</source>
        <translation>Fragen Sie, ob der Anbieter ein eigenes Programm hat, das die Anmeldung übernimmt.</translation>
    </message>
    <message>
        <source>None of the proxy&apos;s sign-in methods can be used here</source>
        <translation>Keines der Anmeldeverfahren des Proxys ist hier verwendbar</translation>
    </message>
    <message>
        <source>The proxy offers only sign-in methods that cannot be used with what is at hand; the website was not contacted.</source>
        <translation>Der Proxy bietet nur Anmeldeverfahren an, die sich mit den vorhandenen Mitteln nicht verwenden lassen. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy names methods that are known, but this program, or what was entered, cannot serve any of them.</source>
        <translation>Der Proxy nennt bekannte Verfahren, aber mit diesem Programm oder mit den eingegebenen Daten lässt sich keines davon nutzen.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy for a method that the program at hand can do.</source>
        <translation>Bitten Sie die Betreiber des Proxys um ein Verfahren, das das verwendete Programm beherrscht.</translation>
    </message>
    <message>
        <source>Offer a further method, or name a helper program that signs in for others.</source>
        <translation>Bieten Sie ein weiteres Verfahren an, oder nennen Sie ein Hilfsprogramm, das sich für andere Programme anmeldet.</translation>
    </message>
    <message>
        <source>Use a program that can do one of the offered methods.</source>
        <translation>Verwenden Sie ein Programm, das eines der angebotenen Verfahren beherrscht.</translation>
    </message>
    <message>
        <source>The proxy speaks like a website</source>
        <translation>Der Proxy antwortet wie eine Website</translation>
    </message>
    <message>
        <source>A proxy must ask with 407 and Proxy-Authenticate. This one answers 401 with WWW-Authenticate, which is for websites. Programs then ask for the website&apos;s password, or give up.</source>
        <translation>Ein Proxy muss mit 407 und Proxy-Authenticate fragen. Dieser antwortet mit 401 und WWW-Authenticate, was für Websites gedacht ist. Programme fragen dann nach dem Passwort für die Website oder geben auf.</translation>
    </message>
    <message>
        <source>Check the sign-in for the proxy, not for the website.</source>
        <translation>Prüfen Sie die Anmeldung für den Proxy, nicht die für die Website.</translation>
    </message>
    <message>
        <source>Treat this 401 as coming from the proxy: check the user name and password for the proxy.</source>
        <translation>Behandeln Sie diese Antwort 401 so, als käme sie vom Proxy: Prüfen Sie Benutzername und Passwort für den Proxy.</translation>
    </message>
    <message>
        <source>The proxy answers 401 with WWW-Authenticate where 407 with Proxy-Authenticate is needed (RFC 9110 section 15.5.8).</source>
        <translation>Der Proxy antwortet mit 401 und WWW-Authenticate, wo 407 mit Proxy-Authenticate nötig ist (RFC 9110 Abschnitt 15.5.8).</translation>
    </message>
    <message>
        <source>The password travels unencrypted to the proxy</source>
        <translation>Das Passwort geht unverschlüsselt zum Proxy</translation>
    </message>
    <message>
        <source>Everybody on the way to the proxy can read your password, because the connection to the proxy is not encrypted.</source>
        <translation>Auf dem Weg zum Proxy kann jeder Ihr Passwort mitlesen, weil die Verbindung zum Proxy nicht verschlüsselt ist.</translation>
    </message>
    <message>
        <source>Basic sign-in is only an encoding, not an encryption. Over an http connection to the proxy the password can be read by whoever sees the traffic.</source>
        <translation>Die Basic-Anmeldung ist nur eine Kodierung, keine Verschlüsselung. Über eine http-Verbindung zum Proxy kann jeder das Passwort lesen, der den Datenverkehr sieht.</translation>
    </message>
    <message>
        <source>Ask whether the proxy can be reached over https or offers a safer sign-in method.</source>
        <translation>Fragen Sie, ob der Proxy über https erreichbar ist oder ein sichereres Anmeldeverfahren anbietet.</translation>
    </message>
    <message>
        <source>Offer the proxy over TLS (an https proxy address), or a method that does not send the password, such as Negotiate.</source>
        <translation>Bieten Sie den Proxy über TLS an (eine https-Proxy-Adresse) oder ein Verfahren, das das Passwort nicht sendet, zum Beispiel Negotiate.</translation>
    </message>
    <message>
        <source>Do not use this password anywhere else.</source>
        <translation>Verwenden Sie dieses Passwort nirgendwo sonst.</translation>
    </message>
    <message>
        <source>The proxy asks differently for http and https websites</source>
        <translation>Der Proxy fragt bei http- und https-Websites unterschiedlich</translation>
    </message>
    <message>
        <source>The proxy asks for different sign-ins for http and for https websites, so a program can work with one and fail with the other.</source>
        <translation>Der Proxy verlangt für http- und für https-Websites verschiedene Anmeldungen, deshalb kann ein Programm mit den einen funktionieren und mit den anderen nicht.</translation>
    </message>
    <message>
        <source>A plain request and the request to open a tunnel (CONNECT, used for https) were answered with different sign-in methods.</source>
        <translation>Eine unverschlüsselte Anfrage und die Anfrage nach einem Tunnel (CONNECT, für https verwendet) wurden mit verschiedenen Anmeldeverfahren beantwortet.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy to use the same methods for both.</source>
        <translation>Bitten Sie die Betreiber des Proxys, für beide dieselben Verfahren zu verwenden.</translation>
    </message>
    <message>
        <source>Use the same sign-in rules for CONNECT and for plain requests.</source>
        <translation>Verwenden Sie für CONNECT und für unverschlüsselte Anfragen dieselben Anmelderegeln.</translation>
    </message>
    <message>
        <source>The proxy rejects its own one-time value as too old</source>
        <translation>Der Proxy lehnt seinen eigenen Einmalwert als zu alt ab</translation>
    </message>
    <message>
        <source>Digest sign-in uses a one-time value (nonce) of the proxy. The proxy calls it stale, even the fresh one: its lifetime is too short, clocks of its computers differ, or a load balancer sends the answer to another one.</source>
        <translation>Die Digest-Anmeldung verwendet einen Einmalwert (Nonce) des Proxys. Der Proxy bezeichnet ihn als veraltet, selbst den frischen: Seine Lebensdauer ist zu kurz, die Uhren der Server des Proxys weichen voneinander ab, oder ein Lastverteiler schickt die Antwort an einen anderen Server.</translation>
    </message>
    <message>
        <source>The people who run the proxy must look at the lifetime of the nonce.</source>
        <translation>Die Betreiber des Proxys müssen die Lebensdauer der Nonce prüfen.</translation>
    </message>
    <message>
        <source>Make the nonce live longer, and let all computers of the proxy share it and the time.</source>
        <translation>Verlängern Sie die Lebensdauer der Nonce, und sorgen Sie dafür, dass alle Server des Proxys sie gemeinsam nutzen und dieselbe Uhrzeit haben.</translation>
    </message>
    <message>
        <source>Offer a second Digest challenge with an algorithm that the programs in use know.</source>
        <translation>Bieten Sie eine zweite Digest-Anmeldeaufforderung an, mit einem Algorithmus, den die eingesetzten Programme kennen.</translation>
    </message>
    <message>
        <source>The proxy demands a rare form of Digest</source>
        <translation>Der Proxy verlangt eine seltene Form von Digest</translation>
    </message>
    <message>
        <source>The proxy demands a form of sign-in that few programs can do.</source>
        <translation>Der Proxy verlangt eine Form der Anmeldung, die nur wenige Programme beherrschen.</translation>
    </message>
    <message>
        <source>Digest can also protect the body of a request (qop=auth-int). This proxy offers only that, and most programs know only qop=auth.</source>
        <translation>Digest kann auch den Inhalt einer Anfrage schützen (qop=auth-int). Dieser Proxy bietet nur das an, und die meisten Programme kennen nur qop=auth.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy to offer qop=auth as well.</source>
        <translation>Bitten Sie die Betreiber des Proxys, auch qop=auth anzubieten.</translation>
    </message>
    <message>
        <source>Offer qop=&quot;auth&quot; or qop=&quot;auth,auth-int&quot;.</source>
        <translation>Bieten Sie qop=&quot;auth&quot; oder qop=&quot;auth,auth-int&quot; an.</translation>
    </message>
    <message>
        <source>The program computed its Digest answer wrongly</source>
        <translation>Das Programm hat seine Digest-Antwort falsch berechnet</translation>
    </message>
    <message>
        <source>The program made a mistake when it answered the proxy; your password was not judged.</source>
        <translation>Das Programm hat bei seiner Antwort an den Proxy einen Fehler gemacht. Ihr Passwort wurde dabei nicht beurteilt.</translation>
    </message>
    <message>
        <source>Update the program, or use another one.</source>
        <translation>Aktualisieren Sie das Programm, oder verwenden Sie ein anderes.</translation>
    </message>
    <message>
        <source>Update the program and report the fault to its maker.</source>
        <translation>Aktualisieren Sie das Programm, und melden Sie den Fehler dem Hersteller.</translation>
    </message>
    <message>
        <source>The connection was cut in the middle of the sign-in</source>
        <translation>Die Verbindung wurde mitten in der Anmeldung getrennt</translation>
    </message>
    <message>
        <source>The people who run the proxy must keep the connection open during the sign-in.</source>
        <translation>Die Betreiber des Proxys müssen die Verbindung während der Anmeldung offen halten.</translation>
    </message>
    <message>
        <source>Keep connections open during NTLM sign-ins, also in load balancers and firewalls in between.</source>
        <translation>Halten Sie Verbindungen während NTLM-Anmeldungen offen, auch in Lastverteilern und Firewalls dazwischen.</translation>
    </message>
    <message>
        <source>The proxy refuses to start an NTLM sign-in</source>
        <translation>Der Proxy lehnt den Beginn einer NTLM-Anmeldung ab</translation>
    </message>
    <message>
        <source>The people who run the proxy must look into its log.</source>
        <translation>Die Betreiber des Proxys müssen in dessen Protokoll nachsehen.</translation>
    </message>
    <message>
        <source>Check that the proxy&apos;s NTLM helper runs and is joined to the domain.</source>
        <translation>Prüfen Sie, ob das NTLM-Hilfsprogramm des Proxys läuft und der Domäne beigetreten ist.</translation>
    </message>
    <message>
        <source>The people who run the proxy must keep a client on one computer.</source>
        <translation>Die Betreiber des Proxys müssen dafür sorgen, dass ein Client bei einem Server bleibt.</translation>
    </message>
    <message>
        <source>Make the load balancer keep one client on one proxy (stickiness).</source>
        <translation>Lassen Sie den Lastverteiler einen Client immer demselben Proxy zuordnen (Sitzungsbindung).</translation>
    </message>
    <message>
        <source>A sign-in was sent under the wrong name</source>
        <translation>Eine Anmeldung wurde unter dem falschen Namen gesendet</translation>
    </message>
    <message>
        <source>Update the program, or use one of the other methods.</source>
        <translation>Aktualisieren Sie das Programm, oder verwenden Sie eines der anderen Verfahren.</translation>
    </message>
    <message>
        <source>Update the program or switch it to another method.</source>
        <translation>Aktualisieren Sie das Programm, oder stellen Sie es auf ein anderes Verfahren um.</translation>
    </message>
    <message>
        <source>There is no ticket of the company&apos;s sign-in on this computer</source>
        <translation>Auf diesem Computer fehlt das Anmeldeticket des Unternehmens</translation>
    </message>
    <message>
        <source>Log in to the company&apos;s domain, then repeat the test.</source>
        <translation>Melden Sie sich an der Domäne des Unternehmens an, und wiederholen Sie dann den Test.</translation>
    </message>
    <message>
        <source>Log in with the domain account, with the company&apos;s network or VPN connected.</source>
        <translation>Melden Sie sich mit dem Domänenkonto an, während das Netzwerk oder VPN des Unternehmens verbunden ist.</translation>
    </message>
    <message>
        <source>The sign-in ticket has expired</source>
        <translation>Das Anmeldeticket ist abgelaufen</translation>
    </message>
    <message>
        <source>Tickets live for some hours only. This one has ended and was not renewed.</source>
        <translation>Anmeldetickets gelten nur einige Stunden. Dieses ist abgelaufen und wurde nicht erneuert.</translation>
    </message>
    <message>
        <source>Lock and unlock the computer, or log in again.</source>
        <translation>Sperren und entsperren Sie den Computer, oder melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Lock and unlock the screen with the company&apos;s network connected, or log in again.</source>
        <translation>Sperren und entsperren Sie den Bildschirm bei verbundenem Unternehmensnetzwerk, oder melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>The proxy is given as a number, not by name</source>
        <translation>Der Proxy ist mit seiner IP-Adresse angegeben, nicht mit Namen</translation>
    </message>
    <message>
        <source>A ticket is issued for a name. With an address such as 192.0.2.1 no ticket can be had.</source>
        <translation>Ein Anmeldeticket wird für einen Namen ausgestellt. Für eine Adresse wie 192.0.2.1 ist keines zu bekommen.</translation>
    </message>
    <message>
        <source>Enter the proxy by its full name.</source>
        <translation>Geben Sie den Proxy mit seinem vollständigen Namen ein.</translation>
    </message>
    <message>
        <source>Replace the numeric address by the proxy&apos;s full name in the settings.</source>
        <translation>Ersetzen Sie in den Einstellungen die IP-Adresse durch den vollständigen Namen des Proxys.</translation>
    </message>
    <message>
        <source>The domain does not know this proxy name</source>
        <translation>Die Domäne kennt diesen Proxy-Namen nicht</translation>
    </message>
    <message>
        <source>Use the proxy&apos;s registered name, or have this one registered.</source>
        <translation>Verwenden Sie den registrierten Namen des Proxys, oder lassen Sie diesen registrieren.</translation>
    </message>
    <message>
        <source>Try the full, canonical name of the proxy.</source>
        <translation>Versuchen Sie es mit dem vollständigen, kanonischen Namen des Proxys.</translation>
    </message>
    <message>
        <source>If this computer&apos;s clock is right, correct the proxy&apos;s.</source>
        <translation>Geht die Uhr dieses Computers richtig, korrigieren Sie die des Proxys.</translation>
    </message>
    <message>
        <source>The company&apos;s sign-in server cannot be reached</source>
        <translation>Der Anmeldeserver des Unternehmens ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Connect to the company&apos;s network or VPN.</source>
        <translation>Verbinden Sie sich mit dem Netzwerk oder dem VPN des Unternehmens.</translation>
    </message>
    <message>
        <source>Connect to the company&apos;s network or VPN and repeat the test.</source>
        <translation>Verbinden Sie sich mit dem Netzwerk oder dem VPN des Unternehmens, und wiederholen Sie den Test.</translation>
    </message>
    <message>
        <source>Check the name resolution of the domain and port 88.</source>
        <translation>Prüfen Sie die Namensauflösung der Domäne und den Port 88.</translation>
    </message>
    <message>
        <source>The sign-in ticket was sent and the proxy refused it; the website was not contacted.</source>
        <translation>Das Anmeldeticket wurde gesendet, und der Proxy hat es abgelehnt. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>This computer cannot sign in by ticket</source>
        <translation>Dieser Computer kann sich nicht per Ticket anmelden</translation>
    </message>
    <message>
        <source>The library for Kerberos sign-in (GSSAPI, or SSPI on Windows) is missing.</source>
        <translation>Die Bibliothek für die Kerberos-Anmeldung (GSSAPI oder unter Windows SSPI) fehlt.</translation>
    </message>
    <message>
        <source>Install the Kerberos library, or use another sign-in method.</source>
        <translation>Installieren Sie die Kerberos-Bibliothek, oder verwenden Sie ein anderes Anmeldeverfahren.</translation>
    </message>
    <message>
        <source>Install the Kerberos library of the system.</source>
        <translation>Installieren Sie die Kerberos-Bibliothek des Systems.</translation>
    </message>
    <message>
        <source>The proxy&apos;s name is not known</source>
        <translation>Der Name des Proxys ist nicht bekannt</translation>
    </message>
    <message>
        <source>The name of the proxy cannot be found from this computer, so neither the proxy nor the website was contacted.</source>
        <translation>Der Name des Proxys ist von diesem Computer aus nicht zu finden, deshalb wurden weder der Proxy noch die Website kontaktiert.</translation>
    </message>
    <message>
        <source>Check the spelling, and whether the company&apos;s network or VPN is connected.</source>
        <translation>Prüfen Sie die Schreibweise und ob das Netzwerk oder VPN des Unternehmens verbunden ist.</translation>
    </message>
    <message>
        <source>Compare the proxy&apos;s name letter by letter with the instructions.</source>
        <translation>Vergleichen Sie den Namen des Proxys Buchstabe für Buchstabe mit der Anleitung.</translation>
    </message>
    <message>
        <source>Ask the name service directly.</source>
        <translation>Fragen Sie den Namensdienst direkt.</translation>
    </message>
    <message>
        <source>Check the port number.</source>
        <translation>Prüfen Sie die Portnummer.</translation>
    </message>
    <message>
        <source>Compare the port with the instructions; usual ones are 3128, 8080 and 8888.</source>
        <translation>Vergleichen Sie den Port mit der Anleitung; üblich sind 3128, 8080 und 8888.</translation>
    </message>
    <message>
        <source>Check that the proxy runs and listens on this port.</source>
        <translation>Prüfen Sie, ob der Proxy läuft und auf diesem Port Verbindungen annimmt.</translation>
    </message>
    <message>
        <source>The proxy does not answer at all</source>
        <translation>Der Proxy antwortet überhaupt nicht</translation>
    </message>
    <message>
        <source>The proxy did not answer the attempt to connect, so the website was not contacted.</source>
        <translation>Der Proxy hat auf den Verbindungsversuch nicht geantwortet, deshalb wurde die Website nicht kontaktiert.</translation>
    </message>
    <message>
        <source>No address of the proxy answered. Usually a firewall drops the connection, the address is wrong, or this computer is not in the right network.</source>
        <translation>Keine Adresse des Proxys hat geantwortet. Meist verwirft eine Firewall die Verbindung, die Adresse ist falsch, oder dieser Computer ist nicht im richtigen Netzwerk.</translation>
    </message>
    <message>
        <source>Check whether this computer is in the right network.</source>
        <translation>Prüfen Sie, ob dieser Computer im richtigen Netzwerk ist.</translation>
    </message>
    <message>
        <source>Check whether a firewall drops connections from this address to the proxy&apos;s port.</source>
        <translation>Prüfen Sie, ob eine Firewall Verbindungen von dieser Adresse zum Port des Proxys verwirft.</translation>
    </message>
    <message>
        <source>Connections from this computer to the proxy time out. Addresses, port and time are in the attached bundle.</source>
        <translation>Verbindungen von diesem Computer zum Proxy kommen wegen Zeitüberschreitung nicht zustande. Adressen, Port und Zeit stehen im beigefügten Support-Paket.</translation>
    </message>
    <message>
        <source>There is no way to the proxy</source>
        <translation>Es gibt keinen Weg zum Proxy</translation>
    </message>
    <message>
        <source>Check the network connection of this computer.</source>
        <translation>Prüfen Sie die Netzwerkverbindung dieses Computers.</translation>
    </message>
    <message>
        <source>Check cable, Wi-Fi and VPN.</source>
        <translation>Prüfen Sie Kabel, WLAN und VPN.</translation>
    </message>
    <message>
        <source>Check the routes of this computer.</source>
        <translation>Prüfen Sie die Routen dieses Computers.</translation>
    </message>
    <message>
        <source>The people who run the network must look who cuts the connection.</source>
        <translation>Die Betreiber des Netzwerks müssen herausfinden, wer die Verbindung trennt.</translation>
    </message>
    <message>
        <source>Look in the proxy&apos;s and the firewall&apos;s log at the given time and local port.</source>
        <translation>Sehen Sie in den Protokollen von Proxy und Firewall zur angegebenen Zeit und zum lokalen Port nach.</translation>
    </message>
    <message>
        <source>The connection to the proxy is cut after the request, without an answer. Time, local port and address are in the attached bundle.</source>
        <translation>Die Verbindung zum Proxy wird nach der Anfrage ohne Antwort getrennt. Zeit, lokaler Port und Adresse stehen im beigefügten Support-Paket.</translation>
    </message>
    <message>
        <source>Check that host and port are those of a proxy.</source>
        <translation>Prüfen Sie, ob Host und Port die eines Proxys sind.</translation>
    </message>
    <message>
        <source>The proxy is silent</source>
        <translation>Der Proxy schweigt</translation>
    </message>
    <message>
        <source>The proxy took the request and never answered; whether the website was contacted is not known.</source>
        <translation>Der Proxy hat die Anfrage entgegengenommen und nie geantwortet; ob die Website kontaktiert wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The connection came up and the request was sent, but nothing came back within the time limit.</source>
        <translation>Die Verbindung kam zustande, und die Anfrage wurde gesendet, aber innerhalb der Wartezeit kam nichts zurück.</translation>
    </message>
    <message>
        <source>Try again, then ask the people who run the proxy.</source>
        <translation>Versuchen Sie es noch einmal, und fragen Sie dann die Betreiber des Proxys.</translation>
    </message>
    <message>
        <source>Check load and log of the proxy at the given time.</source>
        <translation>Prüfen Sie Auslastung und Protokoll des Proxys zur angegebenen Zeit.</translation>
    </message>
    <message>
        <source>The proxy accepts the connection but does not answer. Time and local port are in the attached bundle.</source>
        <translation>Der Proxy nimmt die Verbindung an, antwortet aber nicht. Zeit und lokaler Port stehen im beigefügten Support-Paket.</translation>
    </message>
    <message>
        <source>Check that the port is the one of the proxy: some services wait for the client to speak another language.</source>
        <translation>Prüfen Sie, ob der Port der des Proxys ist: Manche Dienste warten darauf, dass der Client eine andere Sprache spricht.</translation>
    </message>
    <message>
        <source>The proxy&apos;s name leads to several addresses, and they behave differently.</source>
        <translation>Der Name des Proxys führt zu mehreren Adressen, und diese verhalten sich unterschiedlich.</translation>
    </message>
    <message>
        <source>The people who run the proxy must repair or remove the failing address.</source>
        <translation>Die Betreiber des Proxys müssen die fehlerhafte Adresse in Ordnung bringen oder entfernen.</translation>
    </message>
    <message>
        <source>Repair the failing address or remove it from the name service.</source>
        <translation>Bringen Sie die fehlerhafte Adresse in Ordnung, oder entfernen Sie sie aus dem Namensdienst.</translation>
    </message>
    <message>
        <source>The network wants you to log in to it first</source>
        <translation>Das Netzwerk verlangt zuerst eine eigene Anmeldung</translation>
    </message>
    <message>
        <source>A guest network (hotel, train, visitor Wi-Fi) answers every request with its login page until somebody has agreed to it.</source>
        <translation>Ein Gastnetzwerk (Hotel, Zug, Besucher-WLAN) beantwortet jede Anfrage mit seiner Anmeldeseite, bis ihr jemand zugestimmt hat.</translation>
    </message>
    <message>
        <source>Open a browser and complete the network&apos;s login page.</source>
        <translation>Öffnen Sie einen Browser, und melden Sie sich auf der Anmeldeseite des Netzwerks an.</translation>
    </message>
    <message>
        <source>Open a browser without the proxy and complete the login page of the network.</source>
        <translation>Öffnen Sie einen Browser ohne Proxy, und melden Sie sich auf der Anmeldeseite des Netzwerks an.</translation>
    </message>
    <message>
        <source>The proxy helper on this computer does not run</source>
        <translation>Das Proxy-Hilfsprogramm auf diesem Computer läuft nicht</translation>
    </message>
    <message>
        <source>The proxy is set to a helper program on this computer, and that program does not run.</source>
        <translation>Als Proxy ist ein Hilfsprogramm auf diesem Computer eingestellt, und dieses Programm läuft nicht.</translation>
    </message>
    <message>
        <source>The address is this computer itself (localhost). A helper such as cntlm, px or a security agent should listen there, and nothing does.</source>
        <translation>Die Adresse ist die dieses Computers selbst (localhost). Dort sollte ein Hilfsprogramm wie cntlm, px oder ein Sicherheitsprogramm laufen, aber es läuft keines.</translation>
    </message>
    <message>
        <source>Start the helper program.</source>
        <translation>Starten Sie das Hilfsprogramm.</translation>
    </message>
    <message>
        <source>Start the helper program, or the VPN or agent it belongs to.</source>
        <translation>Starten Sie das Hilfsprogramm oder das VPN oder Sicherheitsprogramm, zu dem es gehört.</translation>
    </message>
    <message>
        <source>If the helper was removed, remove this proxy from the settings as well.</source>
        <translation>Falls das Hilfsprogramm entfernt wurde, entfernen Sie auch diesen Proxy aus den Einstellungen.</translation>
    </message>
    <message>
        <source>The proxy expects an encrypted connection</source>
        <translation>Der Proxy erwartet eine verschlüsselte Verbindung</translation>
    </message>
    <message>
        <source>The proxy on this port wants an encrypted connection from the start, and the settings say a plain one.</source>
        <translation>Der Proxy verlangt auf diesem Port von Anfang an eine verschlüsselte Verbindung, eingestellt ist aber eine unverschlüsselte.</translation>
    </message>
    <message>
        <source>The port speaks TLS: the proxy&apos;s address must start with https.</source>
        <translation>Der Port spricht TLS: Die Adresse des Proxys muss mit https beginnen.</translation>
    </message>
    <message>
        <source>Change the proxy&apos;s address from http to https.</source>
        <translation>Ändern Sie die Adresse des Proxys von http auf https.</translation>
    </message>
    <message>
        <source>Enter the proxy with https:// in front, if the program can do that.</source>
        <translation>Geben Sie den Proxy mit vorangestelltem https:// ein, falls das Programm das kann.</translation>
    </message>
    <message>
        <source>Offer a port without TLS for programs that cannot use an https proxy.</source>
        <translation>Bieten Sie für Programme, die keinen https-Proxy verwenden können, einen Port ohne TLS an.</translation>
    </message>
    <message>
        <source>The proxy does not speak TLS on this port</source>
        <translation>Der Proxy spricht auf diesem Port kein TLS</translation>
    </message>
    <message>
        <source>The settings ask for an encrypted connection to the proxy, but this port offers only a plain one.</source>
        <translation>Eingestellt ist eine verschlüsselte Verbindung zum Proxy, dieser Port bietet aber nur eine unverschlüsselte.</translation>
    </message>
    <message>
        <source>An https in the proxy&apos;s address means that the connection to the proxy itself is encrypted. This port answers in plain HTTP. Encrypted websites work through a plain proxy as well.</source>
        <translation>Ein https in der Adresse des Proxys bedeutet, dass die Verbindung zum Proxy selbst verschlüsselt ist. Dieser Port antwortet in unverschlüsseltem HTTP. Verschlüsselte Websites funktionieren auch über einen unverschlüsselten Proxy.</translation>
    </message>
    <message>
        <source>Change the proxy&apos;s address from https to http.</source>
        <translation>Ändern Sie die Adresse des Proxys von https auf http.</translation>
    </message>
    <message>
        <source>Enter the proxy with http:// in front, also as the proxy for https websites.</source>
        <translation>Geben Sie den Proxy mit vorangestelltem http:// ein, auch als Proxy für https-Websites.</translation>
    </message>
    <message>
        <source>This port is a SOCKS proxy</source>
        <translation>Dieser Port gehört zu einem SOCKS-Proxy</translation>
    </message>
    <message>
        <source>Enter the proxy as SOCKS proxy, or use the port of the HTTP proxy.</source>
        <translation>Geben Sie den Proxy als SOCKS-Proxy ein, oder verwenden Sie den Port des HTTP-Proxys.</translation>
    </message>
    <message>
        <source>Choose SOCKS in the program&apos;s proxy settings, with the same host and port.</source>
        <translation>Wählen Sie in den Proxy-Einstellungen des Programms SOCKS, mit demselben Host und Port.</translation>
    </message>
    <message>
        <source>Ask for the port of the HTTP proxy.</source>
        <translation>Fragen Sie nach dem Port des HTTP-Proxys.</translation>
    </message>
    <message>
        <source>This port is an HTTP proxy</source>
        <translation>Dieser Port gehört zu einem HTTP-Proxy</translation>
    </message>
    <message>
        <source>Enter the proxy as HTTP proxy.</source>
        <translation>Geben Sie den Proxy als HTTP-Proxy ein.</translation>
    </message>
    <message>
        <source>Choose HTTP in the program&apos;s proxy settings, with the same host and port.</source>
        <translation>Wählen Sie in den Proxy-Einstellungen des Programms HTTP, mit demselben Host und Port.</translation>
    </message>
    <message>
        <source>A web server answers here, not a proxy</source>
        <translation>Hier antwortet ein Webserver, kein Proxy</translation>
    </message>
    <message>
        <source>The address belongs to a web server that does not pass requests on; it is not a proxy.</source>
        <translation>Die Adresse gehört zu einem Webserver, der keine Anfragen weiterleitet. Er ist kein Proxy.</translation>
    </message>
    <message>
        <source>The server answered with its own page where a proxy would fetch the website, and does not open tunnels (CONNECT).</source>
        <translation>Der Server hat mit einer eigenen Seite geantwortet, wo ein Proxy die Website abrufen würde, und er öffnet keine Tunnel (CONNECT).</translation>
    </message>
    <message>
        <source>Check the host name and port of the proxy.</source>
        <translation>Prüfen Sie Hostname und Port des Proxys.</translation>
    </message>
    <message>
        <source>Compare host and port with the instructions.</source>
        <translation>Vergleichen Sie Host und Port mit der Anleitung.</translation>
    </message>
    <message>
        <source>If this is the right host, switch its proxy function on.</source>
        <translation>Ist dies der richtige Host, schalten Sie seine Proxy-Funktion ein.</translation>
    </message>
    <message>
        <source>This is the address of a PAC file, not of a proxy</source>
        <translation>Dies ist die Adresse einer PAC-Datei, nicht die eines Proxys</translation>
    </message>
    <message>
        <source>The address leads to a file that tells browsers which proxy to use; it is not a proxy itself.</source>
        <translation>Die Adresse führt zu einer Datei, die Browsern sagt, welchen Proxy sie verwenden sollen. Sie ist selbst kein Proxy.</translation>
    </message>
    <message>
        <source>A PAC file (proxy auto-configuration) is a small script. Its address belongs into the field for the automatic configuration, and the proxy&apos;s name is written inside of it.</source>
        <translation>Eine PAC-Datei (automatische Proxy-Konfiguration) ist ein kleines Skript. Ihre Adresse gehört in das Feld für die automatische Konfiguration, und der Name des Proxys steht in der Datei.</translation>
    </message>
    <message>
        <source>Enter the address as automatic configuration, or take the proxy from the file.</source>
        <translation>Geben Sie die Adresse als automatische Konfiguration ein, oder entnehmen Sie den Proxy der Datei.</translation>
    </message>
    <message>
        <source>Enter the address in the field for automatic proxy configuration (PAC).</source>
        <translation>Geben Sie die Adresse in das Feld für die automatische Proxy-Konfiguration (PAC) ein.</translation>
    </message>
    <message>
        <source>Open the file and use the host and port that follow the word PROXY.</source>
        <translation>Öffnen Sie die Datei, und verwenden Sie den Host und den Port, die auf das Wort PROXY folgen.</translation>
    </message>
    <message>
        <source>Another service answers on this port</source>
        <translation>Auf diesem Port antwortet ein anderer Dienst</translation>
    </message>
    <message>
        <source>Something answers on this port, but it is not an HTTP proxy.</source>
        <translation>Auf diesem Port antwortet etwas, aber es ist kein HTTP-Proxy.</translation>
    </message>
    <message>
        <source>Check the port number of the proxy.</source>
        <translation>Prüfen Sie die Portnummer des Proxys.</translation>
    </message>
    <message>
        <source>The proxy&apos;s answer is broken</source>
        <translation>Die Antwort des Proxys ist fehlerhaft</translation>
    </message>
    <message>
        <source>The proxy answered with something that programs cannot read.</source>
        <translation>Der Proxy hat mit etwas geantwortet, das Programme nicht lesen können.</translation>
    </message>
    <message>
        <source>The people who run the proxy must look at the recorded answer.</source>
        <translation>Die Betreiber des Proxys müssen sich die aufgezeichnete Antwort ansehen.</translation>
    </message>
    <message>
        <source>Look at the marked bytes, and at devices in between that change answers.</source>
        <translation>Sehen Sie sich die markierten Bytes an, und auch Geräte dazwischen, die Antworten verändern.</translation>
    </message>
    <message>
        <source>The proxy&apos;s answer is not valid HTTP. The exact bytes are in the attached bundle.</source>
        <translation>Die Antwort des Proxys ist kein gültiges HTTP. Die genauen Bytes stehen im beigefügten Support-Paket.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not accept the sign-in</source>
        <translation>Der SOCKS-Proxy hat die Anmeldung nicht angenommen</translation>
    </message>
    <message>
        <source>Look into the proxy&apos;s log for the reason.</source>
        <translation>Suchen Sie im Protokoll des Proxys nach dem Grund.</translation>
    </message>
    <message>
        <source>The SOCKS proxy accepts none of the ways of signing in that were offered; the website was not contacted.</source>
        <translation>Der SOCKS-Proxy nimmt keines der angebotenen Anmeldeverfahren an. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Say which methods the proxy accepts.</source>
        <translation>Teilen Sie mit, welche Verfahren der Proxy annimmt.</translation>
    </message>
    <message>
        <source>Check rules and log of the proxy for this target.</source>
        <translation>Prüfen Sie die Regeln und das Protokoll des Proxys für dieses Ziel.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is not trusted</source>
        <translation>Das Zertifikat des Proxys ist nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>This computer does not trust the certificate of the proxy, so no sign-in was sent.</source>
        <translation>Dieser Computer vertraut dem Zertifikat des Proxys nicht. Deshalb wurde keine Anmeldung gesendet.</translation>
    </message>
    <message>
        <source>Send the whole certificate chain.</source>
        <translation>Lassen Sie den Proxy die vollständige Zertifikatskette senden.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is for another name</source>
        <translation>Das Zertifikat des Proxys gilt für einen anderen Namen</translation>
    </message>
    <message>
        <source>The certificate of the proxy is for another name than the one in the settings, so no sign-in was sent.</source>
        <translation>Das Zertifikat des Proxys gilt für einen anderen Namen als den in den Einstellungen. Deshalb wurde keine Anmeldung gesendet.</translation>
    </message>
    <message>
        <source>The name typed is not among the names in the certificate. Often an alias or a numeric address was entered.</source>
        <translation>Der eingegebene Name steht nicht im Zertifikat. Oft wurde ein Aliasname oder eine Adresse aus Zahlen eingegeben.</translation>
    </message>
    <message>
        <source>Enter the proxy by a name that is in its certificate.</source>
        <translation>Geben Sie den Proxy mit einem Namen ein, der in seinem Zertifikat steht.</translation>
    </message>
    <message>
        <source>Enter the proxy by a name that the certificate lists.</source>
        <translation>Geben Sie den Proxy mit einem Namen ein, den das Zertifikat aufführt.</translation>
    </message>
    <message>
        <source>Add the name to the certificate.</source>
        <translation>Nehmen Sie den Namen in das Zertifikat auf.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is out of date</source>
        <translation>Das Zertifikat des Proxys ist derzeit nicht gültig</translation>
    </message>
    <message>
        <source>The certificate of the proxy is not valid today, so no sign-in was sent.</source>
        <translation>Das Zertifikat des Proxys ist heute nicht gültig. Deshalb wurde keine Anmeldung gesendet.</translation>
    </message>
    <message>
        <source>The certificate has ended or not yet begun, or the clock of this computer is wrong.</source>
        <translation>Das Zertifikat ist abgelaufen oder gilt noch nicht, oder die Uhr dieses Computers geht falsch.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock, then tell the people who run the proxy.</source>
        <translation>Prüfen Sie die Uhr dieses Computers, und informieren Sie dann die Betreiber des Proxys.</translation>
    </message>
    <message>
        <source>Check date and time of this computer.</source>
        <translation>Prüfen Sie Datum und Uhrzeit dieses Computers.</translation>
    </message>
    <message>
        <source>Renew the certificate.</source>
        <translation>Erneuern Sie das Zertifikat.</translation>
    </message>
    <message>
        <source>The proxy wants a certificate from this computer</source>
        <translation>Der Proxy verlangt ein Zertifikat von diesem Computer</translation>
    </message>
    <message>
        <source>During the handshake the proxy asked for a client certificate and ended the connection without one.</source>
        <translation>Beim Aufbau der Verschlüsselung hat der Proxy ein Client-Zertifikat verlangt und die Verbindung beendet, weil keines kam.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy for the certificate.</source>
        <translation>Bitten Sie die Betreiber des Proxys um das Zertifikat.</translation>
    </message>
    <message>
        <source>Issue a client certificate for this computer, or do not require one.</source>
        <translation>Stellen Sie ein Client-Zertifikat für diesen Computer aus, oder verlangen Sie keines.</translation>
    </message>
    <message>
        <source>No encrypted connection to the proxy</source>
        <translation>Keine verschlüsselte Verbindung zum Proxy</translation>
    </message>
    <message>
        <source>The encrypted connection to the proxy could not be set up, so no sign-in was sent.</source>
        <translation>Die verschlüsselte Verbindung zum Proxy kam nicht zustande. Deshalb wurde keine Anmeldung gesendet.</translation>
    </message>
    <message>
        <source>The TLS handshake with the proxy failed. Usual reasons are versions or ciphers that one side does not support.</source>
        <translation>Der TLS-Handshake mit dem Proxy ist fehlgeschlagen. Meist liegt es an Versionen oder Verschlüsselungsverfahren, die eine der beiden Seiten nicht unterstützt.</translation>
    </message>
    <message>
        <source>The people who run the proxy must look at its TLS settings.</source>
        <translation>Die Betreiber des Proxys müssen seine TLS-Einstellungen prüfen.</translation>
    </message>
    <message>
        <source>Compare TLS versions and ciphers of both sides.</source>
        <translation>Vergleichen Sie die TLS-Versionen und Verschlüsselungsverfahren beider Seiten.</translation>
    </message>
    <message>
        <source>The proxy cannot open tunnels</source>
        <translation>Der Proxy kann keine Tunnel öffnen</translation>
    </message>
    <message>
        <source>For https a program asks the proxy with CONNECT to open a tunnel. The proxy answers that it does not know or does not allow this method.</source>
        <translation>Für https bittet ein Programm den Proxy mit CONNECT, einen Tunnel zu öffnen. Der Proxy antwortet, dass er diese Methode nicht kennt oder nicht erlaubt.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy for a proxy that allows CONNECT.</source>
        <translation>Fragen Sie die Betreiber des Proxys nach einem Proxy, der CONNECT erlaubt.</translation>
    </message>
    <message>
        <source>Allow the CONNECT method, at least to port 443.</source>
        <translation>Erlauben Sie die Methode CONNECT, zumindest für Port 443.</translation>
    </message>
    <message>
        <source>The proxy refuses the CONNECT method. Please see the attached exchange.</source>
        <translation>Der Proxy lehnt die Methode CONNECT ab. Bitte sehen Sie sich den beigefügten Austausch an.</translation>
    </message>
    <message>
        <source>The proxy does not allow this port</source>
        <translation>Der Proxy erlaubt diesen Port nicht</translation>
    </message>
    <message>
        <source>The proxy does not open tunnels to the port that this website uses; your sign-in is not the fault.</source>
        <translation>Der Proxy öffnet keine Tunnel zu dem Port, den diese Website verwendet. An Ihrer Anmeldung liegt es nicht.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy to allow this port, or use the website on port 443.</source>
        <translation>Bitten Sie die Betreiber des Proxys, diesen Port zu erlauben, oder nutzen Sie die Website über Port 443.</translation>
    </message>
    <message>
        <source>Allow CONNECT to this port (with Squid: SSL_ports and Safe_ports).</source>
        <translation>Erlauben Sie CONNECT zu diesem Port (bei Squid: SSL_ports und Safe_ports).</translation>
    </message>
    <message>
        <source>Ask whether the service can also be reached on port 443.</source>
        <translation>Fragen Sie, ob der Dienst auch über Port 443 erreichbar ist.</translation>
    </message>
    <message>
        <source>The same sign-in passes for plain websites and is refused for encrypted ones.</source>
        <translation>Dieselbe Anmeldung wird für unverschlüsselte Websites angenommen und für verschlüsselte abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy accepts the user name and password on a plain request and refuses them on CONNECT, or the other way round.</source>
        <translation>Der Proxy nimmt Benutzername und Passwort bei einer unverschlüsselten Anfrage an und lehnt sie bei CONNECT ab, oder umgekehrt.</translation>
    </message>
    <message>
        <source>The people who run the proxy must apply the same rules to both.</source>
        <translation>Die Betreiber des Proxys müssen für beides dieselben Regeln anwenden.</translation>
    </message>
    <message>
        <source>The proxy hangs up in place of asking for a sign-in</source>
        <translation>Der Proxy trennt die Verbindung, statt eine Anmeldung zu verlangen</translation>
    </message>
    <message>
        <source>The proxy cuts the connection of a program that has not signed in yet, so such programs never start.</source>
        <translation>Der Proxy trennt die Verbindung eines Programms, das sich noch nicht angemeldet hat. Solche Programme kommen deshalb nie bis zur Anmeldung.</translation>
    </message>
    <message>
        <source>Without a sign-in the tunnel request is closed silently; with one it passes. Programs that wait to be asked never get that far.</source>
        <translation>Ohne Anmeldung wird die Verbindung auf die Tunnelanfrage hin wortlos geschlossen, mit Anmeldung wird der Tunnel geöffnet. Programme, die auf die Anmeldeaufforderung warten, kommen nie so weit.</translation>
    </message>
    <message>
        <source>Use a program that sends the sign-in at once.</source>
        <translation>Verwenden Sie ein Programm, das die Anmeldung sofort sendet.</translation>
    </message>
    <message>
        <source>Answer with 407 and Proxy-Authenticate in place of closing the connection.</source>
        <translation>Antworten Sie mit 407 und Proxy-Authenticate, statt die Verbindung zu schließen.</translation>
    </message>
    <message>
        <source>Choose a program or setting that sends the sign-in without waiting for the question.</source>
        <translation>Wählen Sie ein Programm oder eine Einstellung, bei der die Anmeldung gesendet wird, ohne auf die Aufforderung zu warten.</translation>
    </message>
    <message>
        <source>The question for a sign-in comes from inside the tunnel</source>
        <translation>Die Anmeldeaufforderung kommt aus dem Tunnel</translation>
    </message>
    <message>
        <source>A 407 arrived inside the tunnel. It does not come from the proxy, so the proxy&apos;s password must not be sent there.</source>
        <translation>Im Tunnel kam eine Antwort 407 an. Sie stammt nicht vom Proxy, deshalb darf das Passwort für den Proxy nicht dorthin gesendet werden.</translation>
    </message>
    <message>
        <source>The website&apos;s owner or the provider must look into it.</source>
        <translation>Der Betreiber der Website oder der Anbieter muss sich darum kümmern.</translation>
    </message>
    <message>
        <source>Do not answer 407 from a website or gateway.</source>
        <translation>Lassen Sie weder eine Website noch ein Gateway mit 407 antworten.</translation>
    </message>
    <message>
        <source>The tunnel breaks right after it was opened</source>
        <translation>Der Tunnel bricht gleich nach dem Öffnen ab</translation>
    </message>
    <message>
        <source>The proxy opened the tunnel to the website, but it broke before the website could answer; the sign-in is not the fault.</source>
        <translation>Der Proxy hat den Tunnel zur Website geöffnet, aber er brach ab, bevor die Website antworten konnte. An der Anmeldung liegt es nicht.</translation>
    </message>
    <message>
        <source>The people who run the proxy must look into its log for this website.</source>
        <translation>Die Betreiber des Proxys müssen in seinem Protokoll nach dieser Website suchen.</translation>
    </message>
    <message>
        <source>Check in the proxy&apos;s log why the tunnel to this target ended (filter, inspection, unreachable target).</source>
        <translation>Prüfen Sie im Protokoll des Proxys, warum der Tunnel zu diesem Ziel endete (Filter, Inspektion, Ziel nicht erreichbar).</translation>
    </message>
    <message>
        <source>Repeat the test with another https website to see whether only this one is hit.</source>
        <translation>Wiederholen Sie den Test mit einer anderen https-Website, um zu sehen, ob nur diese betroffen ist.</translation>
    </message>
    <message>
        <source>The proxy does not allow this website</source>
        <translation>Der Proxy erlaubt diese Website nicht</translation>
    </message>
    <message>
        <source>The refusal comes from the proxy&apos;s rules for websites, users or times, not from the password.</source>
        <translation>Die Ablehnung beruht auf den Regeln des Proxys für Websites, Benutzer oder Zeiten, nicht auf dem Passwort.</translation>
    </message>
    <message>
        <source>Ask for this website to be allowed, if it is needed for work.</source>
        <translation>Bitten Sie um Freigabe dieser Website, falls sie für die Arbeit gebraucht wird.</translation>
    </message>
    <message>
        <source>Ask for access, with the address of the website and the reason.</source>
        <translation>Bitten Sie um Zugang, und nennen Sie die Adresse der Website und den Grund.</translation>
    </message>
    <message>
        <source>Please allow this website in the proxy, or tell me why it is blocked.</source>
        <translation>Bitte erlauben Sie diese Website im Proxy, oder teilen Sie mir mit, warum sie gesperrt ist.</translation>
    </message>
    <message>
        <source>Check which rule refuses this target for this user.</source>
        <translation>Prüfen Sie, welche Regel dieses Ziel für diesen Benutzer ablehnt.</translation>
    </message>
    <message>
        <source>Have this computer&apos;s address added to the proxy&apos;s list.</source>
        <translation>Lassen Sie die Adresse dieses Computers in die Liste des Proxys aufnehmen.</translation>
    </message>
    <message>
        <source>Add the address that the proxy sees to the list of allowed addresses.</source>
        <translation>Nehmen Sie die Adresse, die der Proxy sieht, in die Freigabeliste auf.</translation>
    </message>
    <message>
        <source>Connect to the company&apos;s network or VPN, so that another address is used.</source>
        <translation>Verbinden Sie sich mit dem Netzwerk oder dem VPN des Unternehmens, damit eine andere Adresse verwendet wird.</translation>
    </message>
    <message>
        <source>The answer carries a provider&apos;s code or words about the plan, traffic, number of connections or verification.</source>
        <translation>Die Antwort enthält einen Code des Anbieters oder einen Text zu Tarif, Datenmenge, Anzahl der Verbindungen oder Verifizierung.</translation>
    </message>
    <message>
        <source>Look into the account at the provider.</source>
        <translation>Sehen Sie sich das Konto beim Anbieter an.</translation>
    </message>
    <message>
        <source>Check plan, traffic and state of the account at the provider.</source>
        <translation>Prüfen Sie Tarif, Datenmenge und Zustand des Kontos beim Anbieter.</translation>
    </message>
    <message>
        <source>The proxy wants a sign-in in the browser</source>
        <translation>Der Proxy verlangt eine Anmeldung im Browser</translation>
    </message>
    <message>
        <source>The proxy sends you to a sign-in page for browsers, which other programs cannot use.</source>
        <translation>Der Proxy leitet Sie auf eine Anmeldeseite für Browser um, mit der andere Programme nichts anfangen können.</translation>
    </message>
    <message>
        <source>The answer is a redirect to a login or consent page. Once somebody has signed in there with a browser, the proxy may know this computer for some time.</source>
        <translation>Die Antwort ist eine Umleitung auf eine Anmelde- oder Zustimmungsseite. Hat sich dort jemand mit einem Browser angemeldet, kennt der Proxy diesen Computer möglicherweise für einige Zeit.</translation>
    </message>
    <message>
        <source>Open a browser through this proxy and sign in there.</source>
        <translation>Öffnen Sie einen Browser, der diesen Proxy verwendet, und melden Sie sich dort an.</translation>
    </message>
    <message>
        <source>Open any website in a browser that uses this proxy, and sign in.</source>
        <translation>Öffnen Sie eine beliebige Website in einem Browser, der diesen Proxy verwendet, und melden Sie sich an.</translation>
    </message>
    <message>
        <source>Offer a sign-in that programs without a browser can do, or exempt them.</source>
        <translation>Bieten Sie eine Anmeldung an, die Programme ohne Browser ausführen können, oder nehmen Sie diese Programme davon aus.</translation>
    </message>
    <message>
        <source>A second proxy behind the first wants a sign-in</source>
        <translation>Ein zweiter Proxy hinter dem ersten verlangt eine Anmeldung</translation>
    </message>
    <message>
        <source>The people who run the first proxy must let it sign in to the second one.</source>
        <translation>Die Betreiber des ersten Proxys müssen dafür sorgen, dass er sich beim zweiten anmeldet.</translation>
    </message>
    <message>
        <source>Configure the sign-in of the first proxy at its parent.</source>
        <translation>Richten Sie die Anmeldung des ersten Proxys bei seinem übergeordneten Proxy ein.</translation>
    </message>
    <message>
        <source>The proxy cannot reach the website</source>
        <translation>Der Proxy kann die Website nicht erreichen</translation>
    </message>
    <message>
        <source>The proxy answered with an error of its own: it could not find or connect to the website. This is not a sign-in fault.</source>
        <translation>Der Proxy hat mit einem eigenen Fehler geantwortet: Er konnte die Website nicht finden oder keine Verbindung zu ihr herstellen. Das ist kein Fehler der Anmeldung.</translation>
    </message>
    <message>
        <source>Check the website&apos;s address, then whether the proxy can reach it.</source>
        <translation>Prüfen Sie die Adresse der Website und dann, ob der Proxy sie erreichen kann.</translation>
    </message>
    <message>
        <source>Check the spelling of the website&apos;s address.</source>
        <translation>Prüfen Sie die Schreibweise der Website-Adresse.</translation>
    </message>
    <message>
        <source>Check name resolution and routes from the proxy to this website.</source>
        <translation>Prüfen Sie Namensauflösung und Routen vom Proxy zu dieser Website.</translation>
    </message>
    <message>
        <source>The proxy cannot reach this website. Its own error message is in the attached exchange.</source>
        <translation>Der Proxy kann diese Website nicht erreichen. Seine eigene Fehlermeldung steht im beigefügten Austausch.</translation>
    </message>
    <message>
        <source>The proxy ignores the second request on a connection</source>
        <translation>Der Proxy übergeht die zweite Anfrage auf einer Verbindung</translation>
    </message>
    <message>
        <source>After the 407, the signed-in request gets no answer on the same connection, and passes on a new one.</source>
        <translation>Nach der Antwort 407 bleibt die Anfrage mit Anmeldung auf derselben Verbindung ohne Antwort, auf einer neuen gelingt sie.</translation>
    </message>
    <message>
        <source>Update the proxy, or use a program that opens a new connection.</source>
        <translation>Aktualisieren Sie den Proxy, oder verwenden Sie ein Programm, das eine neue Verbindung öffnet.</translation>
    </message>
    <message>
        <source>Update the proxy; some releases stop reading after a 407 to CONNECT.</source>
        <translation>Aktualisieren Sie den Proxy. Einige Versionen lesen nach einer Antwort 407 auf CONNECT nicht weiter.</translation>
    </message>
    <message>
        <source>The proxy has a fault of its own</source>
        <translation>Der Proxy hat selbst einen Fehler</translation>
    </message>
    <message>
        <source>The answer is an error (5xx) that the proxy itself made, such as a failed helper program.</source>
        <translation>Die Antwort ist ein Fehler (5xx), den der Proxy selbst gemeldet hat, zum Beispiel weil ein Hilfsprogramm ausgefallen ist.</translation>
    </message>
    <message>
        <source>Look into the proxy&apos;s log at the given time.</source>
        <translation>Sehen Sie im Protokoll des Proxys zum angegebenen Zeitpunkt nach.</translation>
    </message>
    <message>
        <source>The proxy answers with an internal error. Time, local port and answer are in the attached bundle.</source>
        <translation>Der Proxy antwortet mit einem internen Fehler. Zeit, lokaler Port und Antwort stehen im beigefügten Support-Paket.</translation>
    </message>
    <message>
        <source>The website itself wants a sign-in</source>
        <translation>Die Website selbst verlangt eine Anmeldung</translation>
    </message>
    <message>
        <source>The proxy is fine; the website behind it asks for a sign-in of its own.</source>
        <translation>Der Proxy ist in Ordnung. Die Website dahinter verlangt eine eigene Anmeldung.</translation>
    </message>
    <message>
        <source>The answer 401 comes from the website. It has nothing to do with the proxy&apos;s password.</source>
        <translation>Die Antwort 401 kommt von der Website. Mit dem Passwort für den Proxy hat sie nichts zu tun.</translation>
    </message>
    <message>
        <source>Sign in to the website with the account for it.</source>
        <translation>Melden Sie sich bei der Website mit dem Konto für die Website an.</translation>
    </message>
    <message>
        <source>Sign in to the website with the account for that website, not the one for the proxy.</source>
        <translation>Melden Sie sich bei der Website mit dem Konto für diese Website an, nicht mit dem für den Proxy.</translation>
    </message>
    <message>
        <source>The website itself refuses the request</source>
        <translation>Die Website selbst lehnt die Anfrage ab</translation>
    </message>
    <message>
        <source>The proxy is fine; the website behind it refuses the request.</source>
        <translation>Der Proxy ist in Ordnung. Die Website dahinter lehnt die Anfrage ab.</translation>
    </message>
    <message>
        <source>The refusal (such as 403, 429 or 451) comes from the website. Many websites refuse automatic programs, or too many requests.</source>
        <translation>Die Ablehnung (etwa 403, 429 oder 451) kommt von der Website. Viele Websites lehnen automatische Programme oder zu viele Anfragen ab.</translation>
    </message>
    <message>
        <source>Open the website in a browser to compare.</source>
        <translation>Öffnen Sie die Website zum Vergleich in einem Browser.</translation>
    </message>
    <message>
        <source>Try the website in a browser through the same proxy.</source>
        <translation>Versuchen Sie, die Website in einem Browser über denselben Proxy zu öffnen.</translation>
    </message>
    <message>
        <source>Ask the website&apos;s owner why requests from the proxy&apos;s address are refused.</source>
        <translation>Fragen Sie den Betreiber der Website, warum Anfragen von der Adresse des Proxys abgelehnt werden.</translation>
    </message>
    <message>
        <source>The page does not exist on the website</source>
        <translation>Die Seite gibt es auf der Website nicht</translation>
    </message>
    <message>
        <source>The proxy is fine; the website was reached and has no such page.</source>
        <translation>Der Proxy ist in Ordnung. Die Website wurde erreicht und hat keine solche Seite.</translation>
    </message>
    <message>
        <source>The website answered 404 or 410: reached, but there is nothing at this address.</source>
        <translation>Die Website hat mit 404 oder 410 geantwortet: Sie wurde erreicht, aber unter dieser Adresse gibt es nichts.</translation>
    </message>
    <message>
        <source>Check the address of the page.</source>
        <translation>Prüfen Sie die Adresse der Seite.</translation>
    </message>
    <message>
        <source>Check the address of the page for typing errors.</source>
        <translation>Prüfen Sie die Adresse der Seite auf Tippfehler.</translation>
    </message>
    <message>
        <source>The website has a fault of its own</source>
        <translation>Die Website hat selbst einen Fehler</translation>
    </message>
    <message>
        <source>The proxy is fine; the website behind it failed with an error of its own.</source>
        <translation>Der Proxy ist in Ordnung. Bei der Website dahinter ist ein eigener Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>The answer (5xx) comes from the website.</source>
        <translation>Die Antwort (5xx) kommt von der Website.</translation>
    </message>
    <message>
        <source>Try again later, or tell the website&apos;s owner.</source>
        <translation>Versuchen Sie es später noch einmal, oder informieren Sie den Betreiber der Website.</translation>
    </message>
    <message>
        <source>Look into the website&apos;s log at the given time.</source>
        <translation>Sehen Sie im Protokoll der Website zum angegebenen Zeitpunkt nach.</translation>
    </message>
    <message>
        <source>The website sends an answer that only a proxy may send</source>
        <translation>Die Website sendet eine Antwort, die nur ein Proxy senden darf</translation>
    </message>
    <message>
        <source>A 407 came from the website&apos;s side. The proxy&apos;s password must not be sent there.</source>
        <translation>Eine Antwort 407 kam von der Seite der Website. Das Passwort für den Proxy darf nicht dorthin gesendet werden.</translation>
    </message>
    <message>
        <source>Tell the website&apos;s owner.</source>
        <translation>Informieren Sie den Betreiber der Website.</translation>
    </message>
    <message>
        <source>Answer 401 in place of 407, or correct the gateway in front of the website.</source>
        <translation>Antworten Sie mit 401 statt 407, oder korrigieren Sie das Gateway vor der Website.</translation>
    </message>
    <message>
        <source>Have the company&apos;s authority certificate installed in the failing program.</source>
        <translation>Lassen Sie das Zertifikat der Zertifizierungsstelle Ihres Unternehmens im betroffenen Programm installieren.</translation>
    </message>
    <message>
        <source>Install the company&apos;s CA certificate in the program that fails; some programs keep their own list.</source>
        <translation>Installieren Sie das CA-Zertifikat des Unternehmens im betroffenen Programm. Manche Programme führen eine eigene Liste.</translation>
    </message>
    <message>
        <source>Exempt this website from inspection if it cannot work with it.</source>
        <translation>Nehmen Sie diese Website von der Inspektion aus, falls sie damit nicht funktioniert.</translation>
    </message>
    <message>
        <source>No trusted encrypted connection to the website</source>
        <translation>Keine vertrauenswürdige verschlüsselte Verbindung zur Website</translation>
    </message>
    <message>
        <source>The proxy is fine and opened the tunnel; the encrypted connection to the website itself failed.</source>
        <translation>Der Proxy ist in Ordnung und hat den Tunnel geöffnet. Die verschlüsselte Verbindung zur Website selbst ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Tunnel and sign-in work. The TLS handshake with the website, or the check of its certificate, failed.</source>
        <translation>Tunnel und Anmeldung funktionieren. Der TLS-Handshake mit der Website oder die Prüfung ihres Zertifikats ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Look at the certificate that the website showed.</source>
        <translation>Sehen Sie sich das Zertifikat an, das für die Website vorgezeigt wurde.</translation>
    </message>
    <message>
        <source>Compare the certificate with the one seen without the proxy; install the company&apos;s CA certificate if the proxy inspects connections.</source>
        <translation>Vergleichen Sie das Zertifikat mit dem, das ohne den Proxy erscheint. Installieren Sie das CA-Zertifikat des Unternehmens, falls der Proxy Verbindungen inspiziert.</translation>
    </message>
    <message>
        <source>Renew or correct the website&apos;s certificate.</source>
        <translation>Erneuern oder korrigieren Sie das Zertifikat der Website.</translation>
    </message>
    <message>
        <source>This computer names different proxies in different places</source>
        <translation>Dieser Computer nennt an verschiedenen Stellen verschiedene Proxys</translation>
    </message>
    <message>
        <source>Environment variables, desktop settings and the settings of single programs name different proxies or sign-ins.</source>
        <translation>Umgebungsvariablen, Desktop-Einstellungen und die Einstellungen einzelner Programme nennen verschiedene Proxys oder Anmeldungen.</translation>
    </message>
    <message>
        <source>Put the same proxy into all places.</source>
        <translation>Tragen Sie an allen Stellen denselben Proxy ein.</translation>
    </message>
    <message>
        <source>Put the same proxy into all places that the table shows.</source>
        <translation>Tragen Sie an allen Stellen, die die Tabelle zeigt, denselben Proxy ein.</translation>
    </message>
    <message>
        <source>Enter the proxy in the failing program&apos;s own settings.</source>
        <translation>Tragen Sie den Proxy in den eigenen Einstellungen des betroffenen Programms ein.</translation>
    </message>
    <message>
        <source>Enter the proxy in the place that the failing program reads.</source>
        <translation>Tragen Sie den Proxy an der Stelle ein, die das betroffene Programm liest.</translation>
    </message>
    <message>
        <source>This website is set to go around the proxy</source>
        <translation>Für diese Website wird der Proxy laut Einstellungen umgangen</translation>
    </message>
    <message>
        <source>Remove the website from the exceptions.</source>
        <translation>Entfernen Sie die Website aus den Ausnahmen.</translation>
    </message>
    <message>
        <source>Remove or correct the exception that matches this website.</source>
        <translation>Entfernen oder korrigieren Sie die Ausnahme, die auf diese Website zutrifft.</translation>
    </message>
    <message>
        <source>The proxy variable is written in capitals only</source>
        <translation>Die Proxy-Variable ist nur in Großbuchstaben geschrieben</translation>
    </message>
    <message>
        <source>The proxy is set in a variable that some programs ignore for http websites.</source>
        <translation>Der Proxy steht in einer Variablen, die manche Programme für Websites mit http nicht beachten.</translation>
    </message>
    <message>
        <source>curl and others read http_proxy in lower case only, for safety reasons, and only HTTP_PROXY is set.</source>
        <translation>curl und andere Programme lesen http_proxy aus Sicherheitsgründen nur in Kleinbuchstaben, und gesetzt ist nur HTTP_PROXY.</translation>
    </message>
    <message>
        <source>Set the variable in lower case as well.</source>
        <translation>Setzen Sie die Variable auch in Kleinbuchstaben.</translation>
    </message>
    <message>
        <source>The PAC file cannot be loaded</source>
        <translation>Die PAC-Datei lässt sich nicht laden</translation>
    </message>
    <message>
        <source>The file that tells programs which proxy to use cannot be loaded.</source>
        <translation>Die Datei, die den Programmen sagt, welchen Proxy sie verwenden sollen, lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>The address of the PAC file (proxy auto-configuration) gives no file. Many programs then go past the proxy without a word.</source>
        <translation>Unter der Adresse der PAC-Datei (automatische Proxy-Konfiguration) gibt es keine Datei. Viele Programme gehen dann ohne Meldung am Proxy vorbei.</translation>
    </message>
    <message>
        <source>Check the address of the PAC file.</source>
        <translation>Prüfen Sie die Adresse der PAC-Datei.</translation>
    </message>
    <message>
        <source>Make the PAC file available at this address.</source>
        <translation>Stellen Sie die PAC-Datei unter dieser Adresse bereit.</translation>
    </message>
    <message>
        <source>Enter the proxy by hand until then.</source>
        <translation>Tragen Sie den Proxy bis dahin von Hand ein.</translation>
    </message>
    <message>
        <source>The PAC file has a fault</source>
        <translation>Die PAC-Datei hat einen Fehler</translation>
    </message>
    <message>
        <source>The file that tells programs which proxy to use has a fault.</source>
        <translation>Die Datei, die den Programmen sagt, welchen Proxy sie verwenden sollen, hat einen Fehler.</translation>
    </message>
    <message>
        <source>The script in the PAC file (proxy auto-configuration) stops with an error, or never ends.</source>
        <translation>Das Skript in der PAC-Datei (automatische Proxy-Konfiguration) bricht mit einem Fehler ab oder endet nie.</translation>
    </message>
    <message>
        <source>The people who run the proxy must correct the file.</source>
        <translation>Die Betreiber des Proxys müssen die Datei korrigieren.</translation>
    </message>
    <message>
        <source>Correct the script at the place that is shown.</source>
        <translation>Korrigieren Sie das Skript an der angezeigten Stelle.</translation>
    </message>
    <message>
        <source>The PAC file names another proxy</source>
        <translation>Die PAC-Datei nennt einen anderen Proxy</translation>
    </message>
    <message>
        <source>The automatic settings choose another proxy for this website than the one tested here.</source>
        <translation>Die automatischen Einstellungen wählen für diese Website einen anderen Proxy als den hier geprüften.</translation>
    </message>
    <message>
        <source>The PAC file (proxy auto-configuration) gives another answer for this website.</source>
        <translation>Die PAC-Datei (automatische Proxy-Konfiguration) gibt für diese Website eine andere Antwort.</translation>
    </message>
    <message>
        <source>Test the proxy that the PAC file names.</source>
        <translation>Prüfen Sie den Proxy, den die PAC-Datei nennt.</translation>
    </message>
    <message>
        <source>Test the proxy that the PAC file names for this website.</source>
        <translation>Prüfen Sie den Proxy, den die PAC-Datei für diese Website nennt.</translation>
    </message>
    <message>
        <source>The program cannot use any method of this proxy</source>
        <translation>Das Programm beherrscht kein Anmeldeverfahren dieses Proxys</translation>
    </message>
    <message>
        <source>The program cannot sign in to this proxy in any of the ways that the proxy offers.</source>
        <translation>Das Programm kann sich bei diesem Proxy mit keinem der Verfahren anmelden, die der Proxy anbietet.</translation>
    </message>
    <message>
        <source>The abilities of the named program and the methods that the proxy offers have nothing in common.</source>
        <translation>Das genannte Programm beherrscht keines der Verfahren, die der Proxy anbietet.</translation>
    </message>
    <message>
        <source>Use another program, or a helper that signs in for it.</source>
        <translation>Verwenden Sie ein anderes Programm oder ein Hilfsprogramm, das die Anmeldung übernimmt.</translation>
    </message>
    <message>
        <source>Run a helper such as px or cntlm on the computer that signs in for the program.</source>
        <translation>Lassen Sie auf dem Computer ein Hilfsprogramm wie px oder cntlm laufen, das die Anmeldung für das Programm übernimmt.</translation>
    </message>
    <message>
        <source>Offer a method that this program can do.</source>
        <translation>Bieten Sie ein Verfahren an, das dieses Programm beherrscht.</translation>
    </message>
    <message>
        <source>Java does not send the password for https websites</source>
        <translation>Java sendet das Passwort für Websites mit https nicht</translation>
    </message>
    <message>
        <source>Java refuses by default to send this kind of sign-in for https websites; your password was not sent.</source>
        <translation>Java lehnt es in der Grundeinstellung ab, diese Art von Anmeldung für Websites mit https zu senden. Ihr Passwort wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Start the program with the setting that allows it.</source>
        <translation>Starten Sie das Programm mit der Einstellung, die dies erlaubt.</translation>
    </message>
    <message>
        <source>Add this to the program&apos;s Java options.</source>
        <translation>Ergänzen Sie dies in den Java-Optionen des Programms.</translation>
    </message>
    <message>
        <source>The program&apos;s message hides the real answer</source>
        <translation>Die Meldung des Programms verdeckt die eigentliche Antwort</translation>
    </message>
    <message>
        <source>The program&apos;s error text stands for the proxy&apos;s request for a sign-in; the website was not contacted.</source>
        <translation>Hinter dem Fehlertext des Programms steckt die Anmeldeaufforderung des Proxys. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>This is how the program words a 407, the proxy&apos;s request for a sign-in.</source>
        <translation>So umschreibt das Programm die Antwort 407, die Anmeldeaufforderung des Proxys.</translation>
    </message>
    <message>
        <source>Treat the error as a request for a sign-in at the proxy.</source>
        <translation>Behandeln Sie den Fehler als Aufforderung, sich beim Proxy anzumelden.</translation>
    </message>
    <message>
        <source>Enter the user name and password for the proxy in that program.</source>
        <translation>Geben Sie in diesem Programm Benutzername und Passwort für den Proxy ein.</translation>
    </message>
    <message>
        <source>The cause is not proven</source>
        <translation>Die Ursache ist nicht belegt</translation>
    </message>
    <message>
        <source>The test did not find a proven cause; somebody must look at the recorded exchange.</source>
        <translation>Der Test hat keine belegte Ursache gefunden. Jemand muss sich den aufgezeichneten Austausch ansehen.</translation>
    </message>
    <message>
        <source>None of the known causes is proven by what was recorded. What is known and what was ruled out is listed here.</source>
        <translation>Keine der bekannten Ursachen ist durch die Aufzeichnung belegt. Was bekannt ist und was ausgeschlossen wurde, steht hier.</translation>
    </message>
    <message>
        <source>Save a bundle and give it to the people who run the proxy.</source>
        <translation>Speichern Sie ein Support-Paket, und geben Sie es den Betreibern des Proxys.</translation>
    </message>
    <message>
        <source>Save a support bundle and attach it to the ticket.</source>
        <translation>Speichern Sie ein Support-Paket, und hängen Sie es an das Ticket an.</translation>
    </message>
    <message>
        <source>Compare the proxy&apos;s log with the recorded times and local ports.</source>
        <translation>Vergleichen Sie das Protokoll des Proxys mit den aufgezeichneten Zeiten und lokalen Ports.</translation>
    </message>
    <message>
        <source>Please compare the proxy log with the attached recording; time, local port and addresses are in it.</source>
        <translation>Bitte vergleichen Sie das Protokoll des Proxys mit der beigefügten Aufzeichnung. Zeit, lokaler Port und Adressen stehen darin.</translation>
    </message>
    <message>
        <source>A cause this version does not know</source>
        <translation>Eine Ursache, die diese Version nicht kennt</translation>
    </message>
    <message>
        <source>The cause found has no words in this version of the program.</source>
        <translation>Für die gefundene Ursache hat diese Version des Programms keine Beschreibung.</translation>
    </message>
    <message>
        <source>It was found by a newer version. Update the program to read about it.</source>
        <translation>Sie wurde von einer neueren Version gefunden. Aktualisieren Sie das Programm, um darüber zu lesen.</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>Aktualisieren Sie das Programm.</translation>
    </message>
    <message>
        <source>The algorithm that the proxy names: %1.</source>
        <translation>Der Algorithmus, den der Proxy nennt: %1.</translation>
    </message>
    <message>
        <source>This program can do it, and did. Most other programs cannot.</source>
        <translation>Dieses Programm kann das und hat es getan. Die meisten anderen Programme können es nicht.</translation>
    </message>
    <message>
        <source>The address in the answer is %1 in place of %2.</source>
        <translation>Die Adresse in der Antwort ist %1 statt %2.</translation>
    </message>
    <message>
        <source>The one-time value in the answer is %1 in place of %2.</source>
        <translation>Der Einmalwert (Nonce) in der Antwort ist %1 statt %2.</translation>
    </message>
    <message>
        <source>The realm in the answer is %1 in place of %2.</source>
        <translation>Der Bereich (Realm) in der Antwort ist %1 statt %2.</translation>
    </message>
    <message>
        <source>The algorithm in the answer is %1 in place of %2.</source>
        <translation>Der Algorithmus in der Antwort ist %1 statt %2.</translation>
    </message>
    <message>
        <source>The counter %1 was sent twice with the same one-time value.</source>
        <translation>Der Zähler %1 wurde zweimal mit demselben Einmalwert (Nonce) gesendet.</translation>
    </message>
    <message>
        <source>The certificate was issued by: %1</source>
        <translation>Das Zertifikat wurde ausgestellt von: %1</translation>
    </message>
    <message>
        <source>The proxy was called %1, its certificate is made out to: %2</source>
        <translation>Der Proxy wurde unter dem Namen %1 angesprochen, sein Zertifikat ist ausgestellt auf: %2</translation>
    </message>
    <message>
        <source>The certificate is valid from %1 to %2.</source>
        <translation>Das Zertifikat gilt von %1 bis %2.</translation>
    </message>
    <message>
        <source>The password was refused, perhaps only because the proxy reads letters such as ä or é in another way (%1); the website was not contacted.</source>
        <translation>Das Passwort wurde abgelehnt, vielleicht nur, weil der Proxy Buchstaben wie ä oder é anders liest (%1); die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The user name or password was entered with codes such as %40, and the proxy accepts it with the real characters in their place.</source>
        <translation>Benutzername oder Passwort wurde mit Codes wie %40 eingegeben; der Proxy nimmt die Anmeldung mit den echten Zeichen an deren Stelle an.</translation>
    </message>
    <message>
        <source>Your user name was sent with the domain %1, and the proxy works with the domain %2; the website was not contacted.</source>
        <translation>Ihr Benutzername wurde mit der Domäne %1 gesendet, der Proxy arbeitet aber mit der Domäne %2; die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy breaks off its own page half-way, which some programs take for a failure.</source>
        <translation>Der Proxy bricht seine eigene Seite mittendrin ab, was manche Programme für einen Fehler halten.</translation>
    </message>
    <message>
        <source>The ticket was asked for the service %1.</source>
        <translation>Das Ticket wurde für den Dienst %1 angefordert.</translation>
    </message>
    <message>
        <source>The ticket is to be that of %1.</source>
        <translation>Das Ticket soll auf %1 lauten.</translation>
    </message>
    <message>
        <source>The sign-in server does not know this user; check the name and the domain.</source>
        <translation>Der Anmeldeserver kennt diesen Benutzer nicht; prüfen Sie Name und Domäne.</translation>
    </message>
    <message>
        <source>This computer is not set up for any domain (no Kerberos realm is configured), and none was typed with the user name.</source>
        <translation>Dieser Computer ist für keine Domäne eingerichtet (es ist kein Kerberos-Realm konfiguriert), und beim Benutzernamen wurde keine eingegeben.</translation>
    </message>
    <message>
        <source>This computer has a ticket of another user than the one that was typed.</source>
        <translation>Dieser Computer hat ein Ticket eines anderen Benutzers als des eingegebenen.</translation>
    </message>
    <message>
        <source>The Kerberos error is %1.</source>
        <translation>Der Kerberos-Fehler ist %1.</translation>
    </message>
    <message>
        <source>The Kerberos library says: &quot;%1&quot;.</source>
        <translation>Die Kerberos-Bibliothek sagt: „%1“.</translation>
    </message>
    <message>
        <source>It ended at %1.</source>
        <translation>Es ist am %1 abgelaufen.</translation>
    </message>
    <message>
        <source>It was asked, and no answer came in time.</source>
        <translation>Es wurde gefragt, und es kam nicht rechtzeitig eine Antwort.</translation>
    </message>
    <message>
        <source>The ticket sent was for the service %1 in the realm %2.</source>
        <translation>Das gesendete Ticket war für den Dienst %1 im Realm %2.</translation>
    </message>
    <message>
        <source>Its encryption type (etype) is %1, the version of its key (kvno) is %2.</source>
        <translation>Seine Verschlüsselungsart (etype) ist %1, die Version seines Schlüssels (kvno) ist %2.</translation>
    </message>
    <message>
        <source>It is a ticket of %1.</source>
        <translation>Es ist ein Ticket von %1.</translation>
    </message>
    <message>
        <source>The proxy&apos;s Kerberos error is %1.</source>
        <translation>Der Kerberos-Fehler des Proxys ist %1.</translation>
    </message>
    <message>
        <source>In the proxy&apos;s own words: &quot;%1&quot;.</source>
        <translation>Mit den Worten des Proxys: „%1“.</translation>
    </message>
    <message>
        <source>The sign-in server says that the account is locked or disabled.</source>
        <translation>Der Anmeldeserver sagt, dass das Konto gesperrt oder deaktiviert ist.</translation>
    </message>
    <message>
        <source>The sign-in server says that the password has expired and must be changed.</source>
        <translation>Der Anmeldeserver sagt, dass das Passwort abgelaufen ist und geändert werden muss.</translation>
    </message>
    <message>
        <source>The proxy also offers %1, which was not tried: a weaker method is used only when somebody asks for it, and each try sends the password once more.</source>
        <translation>Der Proxy bietet auch %1 an; das wurde nicht versucht: Ein schwächeres Verfahren wird nur auf Wunsch verwendet, und jeder Versuch sendet das Passwort ein weiteres Mal.</translation>
    </message>
    <message>
        <source>What passed is the user name alone, without a domain.</source>
        <translation>Angenommen wurde der Benutzername allein, ohne Domäne.</translation>
    </message>
    <message>
        <source>What passed is the form DOMAIN\user.</source>
        <translation>Angenommen wurde die Form DOMAIN\user.</translation>
    </message>
    <message>
        <source>What passed is the form user@domain.</source>
        <translation>Angenommen wurde die Form user@domain.</translation>
    </message>
    <message>
        <source>The same password was refused in UTF-8 and accepted in ISO-8859-1.</source>
        <translation>Dasselbe Passwort wurde in UTF-8 abgelehnt und in ISO-8859-1 angenommen.</translation>
    </message>
    <message>
        <source>Only UTF-8 was tried, as one refused sign-in was allowed; the proxy does not say which of the two it reads.</source>
        <translation>Nur UTF-8 wurde versucht, da eine abgelehnte Anmeldung erlaubt war; der Proxy sagt nicht, welches von beiden er liest.</translation>
    </message>
    <message>
        <source>Not tried: the same without the characters that cannot be seen.</source>
        <translation>Nicht versucht: dasselbe ohne die unsichtbaren Zeichen.</translation>
    </message>
    <message>
        <source>Not tried: the real characters in place of codes such as %40.</source>
        <translation>Nicht versucht: die echten Zeichen anstelle von Codes wie %40.</translation>
    </message>
    <message>
        <source>Not tried: letters such as ä or é sent as ISO-8859-1.</source>
        <translation>Nicht versucht: Buchstaben wie ä oder é als ISO-8859-1 gesendet.</translation>
    </message>
    <message>
        <source>Not tried: another form of the user name, such as the name alone, DOMAIN\user or user@domain.</source>
        <translation>Nicht versucht: eine andere Form des Benutzernamens, etwa der Name allein, DOMAIN\user oder user@domain.</translation>
    </message>
    <message>
        <source>Not tried: other readings of the Digest standard that some proxies have.</source>
        <translation>Nicht versucht: andere Lesarten des Digest-Standards, die manche Proxys haben.</translation>
    </message>
    <message>
        <source>Cannot be connected to: %1.</source>
        <translation>Keine Verbindung möglich zu: %1.</translation>
    </message>
    <message>
        <source>Answering otherwise than %2, which was used here: %1.</source>
        <translation>Anders als %2, die hier benutzte Adresse, antworten: %1.</translation>
    </message>
    <message>
        <source>The first one asks for &quot;%2&quot;, the second one for &quot;%1&quot;.</source>
        <translation>Der erste verlangt „%2“, der zweite „%1“.</translation>
    </message>
    <message>
        <source>The signed-in %1 was met with silence for %2 seconds.</source>
        <translation>Auf %1 mit Anmeldung folgten %2 Sekunden Stille.</translation>
    </message>
    <message>
        <source>The connection was ended when the signed-in %1 came.</source>
        <translation>Die Verbindung wurde beendet, als %1 mit Anmeldung kam.</translation>
    </message>
    <message>
        <source>It ended as soon as it was up, before anything was asked.</source>
        <translation>Sie endete, sobald sie bestand, bevor etwas gefragt wurde.</translation>
    </message>
    <message>
        <source>It ended after the request, before the first byte of an answer.</source>
        <translation>Sie endete nach der Anfrage, vor dem ersten Byte einer Antwort.</translation>
    </message>
    <message>
        <source>Sent in this run: %1, refused: %2.</source>
        <translation>In diesem Lauf gesendet: %1, abgelehnt: %2.</translation>
    </message>
    <message>
        <source>The password is empty, and SOCKS has no way to say so.</source>
        <translation>Das Passwort ist leer, und SOCKS kann das nicht ausdrücken.</translation>
    </message>
    <message>
        <source>The user name is too long.</source>
        <translation>Der Benutzername ist zu lang.</translation>
    </message>
    <message>
        <source>At most 255 bytes fit; a letter outside plain English takes two or more.</source>
        <translation>Höchstens 255 Byte passen hinein; ein Buchstabe außerhalb des englischen Alphabets braucht zwei oder mehr.</translation>
    </message>
    <message>
        <source>It names no method that it would accept.</source>
        <translation>Er nennt kein Verfahren, das er annehmen würde.</translation>
    </message>
    <message>
        <source>It wants GSSAPI, the sign-in with a Kerberos ticket, which few programs can do with SOCKS.</source>
        <translation>Er verlangt GSSAPI, die Anmeldung mit einem Kerberos-Ticket, was mit SOCKS nur wenige Programme können.</translation>
    </message>
    <message>
        <source>It chose a method that was not offered.</source>
        <translation>Er hat ein Verfahren gewählt, das nicht angeboten war.</translation>
    </message>
    <message>
        <source>It speaks SOCKS version 4, and was spoken to in version 5.</source>
        <translation>Er spricht SOCKS in Version 4 und wurde in Version 5 angesprochen.</translation>
    </message>
    <message>
        <source>It speaks SOCKS version 5, and was spoken to in version 4.</source>
        <translation>Er spricht SOCKS in Version 5 und wurde in Version 4 angesprochen.</translation>
    </message>
    <message>
        <source>The code says &quot;general failure&quot; and no more.</source>
        <translation>Der Code sagt „allgemeiner Fehler“ und nicht mehr.</translation>
    </message>
    <message>
        <source>The code says that the proxy&apos;s rules do not allow it.</source>
        <translation>Der Code sagt, dass die Regeln des Proxys es nicht erlauben.</translation>
    </message>
    <message>
        <source>The code says that the proxy cannot do this command.</source>
        <translation>Der Code sagt, dass der Proxy diesen Befehl nicht kann.</translation>
    </message>
    <message>
        <source>The code says that the proxy cannot do this kind of address.</source>
        <translation>Der Code sagt, dass der Proxy diese Art von Adresse nicht kann.</translation>
    </message>
    <message>
        <source>The code says that the request was rejected or failed, and no more.</source>
        <translation>Der Code sagt, dass die Anfrage abgelehnt wurde oder fehlschlug, und nicht mehr.</translation>
    </message>
    <message>
        <source>The code says that this computer gave no identification (identd).</source>
        <translation>Der Code sagt, dass dieser Computer sich nicht ausgewiesen hat (identd).</translation>
    </message>
    <message>
        <source>The code says that the user name is not the one this computer identifies (identd).</source>
        <translation>Der Code sagt, dass der Benutzername nicht der ist, mit dem dieser Computer sich ausweist (identd).</translation>
    </message>
    <message>
        <source>The reply code is %1.</source>
        <translation>Der Antwortcode ist %1.</translation>
    </message>
    <message>
        <source>The head came whole, the page did not.</source>
        <translation>Der Kopf kam vollständig an, die Seite nicht.</translation>
    </message>
    <message>
        <source>The answer ends within its first line.</source>
        <translation>Die Antwort endet in ihrer ersten Zeile.</translation>
    </message>
    <message>
        <source>It begins like SOCKS, and is no SOCKS reply.</source>
        <translation>Es beginnt wie SOCKS und ist keine SOCKS-Antwort.</translation>
    </message>
    <message>
        <source>The proxy has no way to the website&apos;s host or network.</source>
        <translation>Der Proxy hat keinen Weg zum Rechner oder Netz der Website.</translation>
    </message>
    <message>
        <source>The sign-in in %1 is not the one that was entered.</source>
        <translation>Die Anmeldung in %1 ist nicht die eingegebene.</translation>
    </message>
    <message>
        <source>%1 says %2, and %3 says %4.</source>
        <translation>%1 sagt %2, und %3 sagt %4.</translation>
    </message>
    <message>
        <source>Who uses what: %1.</source>
        <translation>Wer was verwendet: %1.</translation>
    </message>
    <message>
        <source>The sign-in stands in %1 and is missing in %2.</source>
        <translation>Die Anmeldung steht in %1 und fehlt in %2.</translation>
    </message>
    <message>
        <source>%1 is set and %2 is not, so that one kind of website is reached without the proxy.</source>
        <translation>%1 ist gesetzt und %2 nicht, sodass eine Art von Websites ohne den Proxy erreicht wird.</translation>
    </message>
    <message>
        <source>%1 names the proxy. Programs that read %2 get none.</source>
        <translation>%1 nennt den Proxy. Programme, die %2 lesen, erhalten keinen.</translation>
    </message>
    <message>
        <source>The entry &quot;%1&quot; in %2 matches.</source>
        <translation>Der Eintrag „%1“ in %2 trifft zu.</translation>
    </message>
    <message>
        <source>The PAC file %1 answers DIRECT.</source>
        <translation>Die PAC-Datei %1 antwortet DIRECT.</translation>
    </message>
    <message>
        <source>Past the proxy: %1.</source>
        <translation>Am Proxy vorbei: %1.</translation>
    </message>
    <message>
        <source>Through the proxy all the same, as they read such entries differently: %1.</source>
        <translation>Trotzdem über den Proxy, da sie solche Einträge anders lesen: %1.</translation>
    </message>
    <message>
        <source>The address is %1.</source>
        <translation>Die Adresse ist %1.</translation>
    </message>
    <message>
        <source>The server answered with status %1.</source>
        <translation>Der Server antwortete mit Status %1.</translation>
    </message>
    <message>
        <source>The system says: %1.</source>
        <translation>Das System meldet: %1.</translation>
    </message>
    <message>
        <source>The script did not come to an end.</source>
        <translation>Das Skript kam nicht zum Ende.</translation>
    </message>
    <message>
        <source>The script used too much memory.</source>
        <translation>Das Skript hat zu viel Speicher verbraucht.</translation>
    </message>
    <message>
        <source>There is no function FindProxyForURL in it.</source>
        <translation>Darin gibt es keine Funktion FindProxyForURL.</translation>
    </message>
    <message>
        <source>What it returned is no list of proxies.</source>
        <translation>Was es zurückgab, ist keine Liste von Proxys.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>The PAC file %1 names %2 for %3.</source>
        <translation>Die PAC-Datei %1 nennt %2 für %3.</translation>
    </message>
    <message>
        <source>It names %1.</source>
        <translation>Sie nennt %1.</translation>
    </message>
    <message>
        <source>Enter the user name as %1, and store it so in every program.</source>
        <translation>Geben Sie den Benutzernamen als %1 ein, und speichern Sie ihn so in jedem Programm.</translation>
    </message>
    <message>
        <source>Allow one more attempt, so that the other way to send these letters is tried.</source>
        <translation>Erlauben Sie einen weiteren Versuch, damit die andere Art, diese Buchstaben zu senden, versucht wird.</translation>
    </message>
    <message>
        <source>The proxy says: sign in first. An HTTP proxy says so with the answer 407, a SOCKS proxy by the method it chooses. No user name and password were given for this test, or the program at hand did not send them.</source>
        <translation>Der Proxy sagt: erst anmelden. Ein HTTP-Proxy sagt das mit der Antwort 407, ein SOCKS-Proxy mit dem Verfahren, das er wählt. Für diesen Test wurden weder Benutzername noch Passwort angegeben, oder das Programm hat sie nicht gesendet.</translation>
    </message>
    <message>
        <source>The proxy computes SHA-512-256 in another way than programs</source>
        <translation>Der Proxy berechnet SHA-512-256 anders als Programme</translation>
    </message>
    <message>
        <source>Your password is right, but the proxy scrambles it in another way than programs do, so that they are refused.</source>
        <translation>Ihr Passwort ist richtig, aber der Proxy wandelt es anders um als Programme, sodass diese abgelehnt werden.</translation>
    </message>
    <message>
        <source>An example in the standard for Digest (RFC 7616 section 3.9.2) was printed with the wrong hash: SHA-512 cut to 256 bits in place of SHA-512/256 (erratum 4897). This proxy follows the misprint: the right hash was refused, and the one of the example was accepted.</source>
        <translation>Ein Beispiel im Standard für Digest (RFC 7616 Abschnitt 3.9.2) wurde mit dem falschen Hash gedruckt: SHA-512 auf 256 Bit gekürzt statt SHA-512/256 (Erratum 4897). Dieser Proxy folgt dem Druckfehler: Der richtige Hash wurde abgelehnt, der des Beispiels angenommen.</translation>
    </message>
    <message>
        <source>The people who run the proxy must mend its SHA-512-256, or offer another algorithm.</source>
        <translation>Die Betreiber des Proxys müssen dessen SHA-512-256 berichtigen oder einen anderen Algorithmus anbieten.</translation>
    </message>
    <message>
        <source>Compute SHA-512-256 as SHA-512/256 (FIPS 180-4), or offer SHA-256 in its place.</source>
        <translation>Berechnen Sie SHA-512-256 als SHA-512/256 (FIPS 180-4), oder bieten Sie stattdessen SHA-256 an.</translation>
    </message>
    <message>
        <source>The proxy&apos;s Digest computes SHA-512-256 as SHA-512 cut to 256 bits, as the example of RFC 7616 section 3.9.2 is misprinted (erratum 4897). Please see the attached exchanges.</source>
        <translation>Das Digest des Proxys berechnet SHA-512-256 als auf 256 Bit gekürztes SHA-512, wie es im Beispiel von RFC 7616 Abschnitt 3.9.2 falsch gedruckt ist (Erratum 4897). Bitte sehen Sie sich die beigefügten Anfragen und Antworten an.</translation>
    </message>
    <message>
        <source>The proxy wants the whole address signed</source>
        <translation>Der Proxy will die ganze Adresse signiert haben</translation>
    </message>
    <message>
        <source>Your password is right, but the proxy refuses the form in which most programs sign their requests.</source>
        <translation>Ihr Passwort ist richtig, aber der Proxy lehnt die Form ab, in der die meisten Programme ihre Anfragen signieren.</translation>
    </message>
    <message>
        <source>A Digest sign-in also signs the address that is asked for. For a plain request to a proxy most programs sign its path alone. This proxy refused that and accepted the whole address, with http:// and host.</source>
        <translation>Eine Digest-Anmeldung signiert auch die angefragte Adresse. Bei einer einfachen Anfrage an einen Proxy signieren die meisten Programme nur deren Pfad. Dieser Proxy hat das abgelehnt und die ganze Adresse, mit http:// und Rechner, angenommen.</translation>
    </message>
    <message>
        <source>The people who run the proxy must let it accept the path as well.</source>
        <translation>Die Betreiber des Proxys müssen dafür sorgen, dass er auch den Pfad annimmt.</translation>
    </message>
    <message>
        <source>Accept in Digest answers the uri that programs send: the path of a plain request.</source>
        <translation>Nehmen Sie in Digest-Antworten die uri an, die Programme senden: den Pfad einer einfachen Anfrage.</translation>
    </message>
    <message>
        <source>The proxy refuses Digest answers whose uri is the path of a plain request, as most programs send it, and accepts the absolute form only. Please see the attached exchanges.</source>
        <translation>Der Proxy lehnt Digest-Antworten ab, deren uri der Pfad einer einfachen Anfrage ist, wie ihn die meisten Programme senden, und nimmt nur die absolute Form an. Bitte sehen Sie sich die beigefügten Anfragen und Antworten an.</translation>
    </message>
    <message>
        <source>The proxy knows only the old version of NTLM</source>
        <translation>Der Proxy kennt nur die alte Version von NTLM</translation>
    </message>
    <message>
        <source>The proxy knows only an old and weak form of sign-in, which current programs refuse; no password was sent.</source>
        <translation>Der Proxy kennt nur eine alte und schwache Form der Anmeldung, die aktuelle Programme ablehnen; es wurde kein Passwort gesendet.</translation>
    </message>
    <message>
        <source>The proxy&apos;s NTLM challenge lacks what version 2 (NTLMv2) needs. From an answer of version 1 whoever can listen on the way can find the password out.</source>
        <translation>Der NTLM-Aufforderung (Challenge) des Proxys fehlt, was Version 2 (NTLMv2) braucht. Aus einer Antwort der Version 1 kann, wer unterwegs mithören kann, das Passwort ermitteln.</translation>
    </message>
    <message>
        <source>The people who run the proxy must switch on NTLMv2 or a better method.</source>
        <translation>Die Betreiber des Proxys müssen NTLMv2 oder ein besseres Verfahren einschalten.</translation>
    </message>
    <message>
        <source>Update the proxy&apos;s NTLM helper so that it accepts NTLMv2, or offer Negotiate.</source>
        <translation>Aktualisieren Sie den NTLM-Helfer des Proxys, sodass er NTLMv2 annimmt, oder bieten Sie Negotiate an.</translation>
    </message>
    <message>
        <source>The old version of NTLM was used</source>
        <translation>Die alte Version von NTLM wurde verwendet</translation>
    </message>
    <message>
        <source>The sign-in was made in an old and weak form; whoever listened on the way can find the password out.</source>
        <translation>Die Anmeldung erfolgte in einer alten und schwachen Form; wer unterwegs mitgehört hat, kann das Passwort ermitteln.</translation>
    </message>
    <message>
        <source>The answer to the proxy was one of NTLM version 1. Its protection can be undone in short time, so the password is no safer than in clear.</source>
        <translation>Die Antwort an den Proxy war eine der NTLM-Version 1. Ihr Schutz lässt sich in kurzer Zeit aufheben, das Passwort ist also nicht sicherer als im Klartext.</translation>
    </message>
    <message>
        <source>Use NTLMv2, and change the password if others can listen on this network.</source>
        <translation>Verwenden Sie NTLMv2, und ändern Sie das Passwort, falls andere in diesem Netzwerk mithören können.</translation>
    </message>
    <message>
        <source>Accept NTLMv2 and refuse version 1.</source>
        <translation>Nehmen Sie NTLMv2 an, und lehnen Sie Version 1 ab.</translation>
    </message>
    <message>
        <source>Change the password if others can listen on the network that was used.</source>
        <translation>Ändern Sie das Passwort, falls andere in dem verwendeten Netzwerk mithören können.</translation>
    </message>
    <message>
        <source>The port answers in HTTP, and not in SOCKS.</source>
        <translation>Der Port antwortet in HTTP und nicht in SOCKS.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy which way of signing in it accepts.</source>
        <translation>Fragen Sie die Betreiber des Proxys, welches Anmeldeverfahren er annimmt.</translation>
    </message>
    <message>
        <source>Compare the version of SOCKS in the settings, 4 or 5, with the instructions.</source>
        <translation>Vergleichen Sie die SOCKS-Version in den Einstellungen, 4 oder 5, mit der Anleitung.</translation>
    </message>
    <message>
        <source>The sign-in does not fit into SOCKS</source>
        <translation>Die Anmeldung passt nicht in SOCKS</translation>
    </message>
    <message>
        <source>The user name or the password cannot be sent to a SOCKS proxy; the website was not contacted.</source>
        <translation>Benutzername oder Passwort lassen sich nicht an einen SOCKS-Proxy senden; die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>In a SOCKS sign-in (RFC 1929) user name and password have 1 to 255 bytes each. Nothing was sent.</source>
        <translation>In einer SOCKS-Anmeldung (RFC 1929) haben Benutzername und Passwort je 1 bis 255 Byte. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Check user name and password, and ask for a shorter one where it is right.</source>
        <translation>Prüfen Sie Benutzername und Passwort, und bitten Sie um kürzere, falls sie stimmen.</translation>
    </message>
    <message>
        <source>Check that nothing else was pasted with it.</source>
        <translation>Prüfen Sie, ob nichts anderes mit eingefügt wurde.</translation>
    </message>
    <message>
        <source>Give out a user name and a password of 1 to 255 bytes each.</source>
        <translation>Vergeben Sie einen Benutzernamen und ein Passwort von je 1 bis 255 Byte.</translation>
    </message>
    <message>
        <source>The password travels unencrypted to the SOCKS proxy</source>
        <translation>Das Passwort geht unverschlüsselt an den SOCKS-Proxy</translation>
    </message>
    <message>
        <source>Everybody on the way to the proxy can read your password, because SOCKS does not encrypt it.</source>
        <translation>Jeder auf dem Weg zum Proxy kann Ihr Passwort lesen, weil SOCKS nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>The sign-in of SOCKS with user name and password (RFC 1929) sends both as they are.</source>
        <translation>Die SOCKS-Anmeldung mit Benutzername und Passwort (RFC 1929) sendet beide, wie sie sind.</translation>
    </message>
    <message>
        <source>Ask whether the proxy can be reached in a safer way.</source>
        <translation>Fragen Sie, ob der Proxy auf einem sichereren Weg zu erreichen ist.</translation>
    </message>
    <message>
        <source>Offer an HTTP proxy over TLS, or a tunnel that encrypts the way to the SOCKS proxy.</source>
        <translation>Bieten Sie einen HTTP-Proxy über TLS an oder einen Tunnel, der den Weg zum SOCKS-Proxy verschlüsselt.</translation>
    </message>
    <message>
        <source>The proxy answers each request for a connection with a code (RFC 1928), and this one does not mean &quot;connected&quot;.</source>
        <translation>Der Proxy beantwortet jede Bitte um eine Verbindung mit einem Code (RFC 1928), und dieser bedeutet nicht „verbunden“.</translation>
    </message>
    <message>
        <source>The proxy said that the way to the website is open, and then the connection ended before the website could be spoken to. Often the proxy could not reach the website after all, or a filter cut the connection.</source>
        <translation>Der Proxy sagte, der Weg zur Website sei offen, und dann endete die Verbindung, bevor mit der Website gesprochen werden konnte. Oft konnte der Proxy die Website doch nicht erreichen, oder ein Filter trennte die Verbindung.</translation>
    </message>
    <message>
        <source>The proxy says that the tunnel is open, then it is closed before the website answers. Time and local port are in the attached bundle.</source>
        <translation>Der Proxy sagt, der Tunnel sei offen; dann wird er geschlossen, bevor die Website antwortet. Zeit und lokaler Port stehen im beigefügten Paket.</translation>
    </message>
    <message>
        <source>The proxy let the request pass without asking who you are, so your password was not tested.</source>
        <translation>Der Proxy hat die Anfrage durchgelassen, ohne zu fragen, wer Sie sind, deshalb wurde Ihr Passwort nicht geprüft.</translation>
    </message>
    <message>
        <source>This same password was accepted by this proxy on %1 and is refused now; the website was not contacted.</source>
        <translation>Genau dieses Passwort hat dieser Proxy am %1 angenommen, und jetzt lehnt er es ab. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The stored password that was used is out of date: another one was accepted on %1; the website was not contacted.</source>
        <translation>Das verwendete gespeicherte Passwort ist veraltet: Am %1 wurde ein anderes angenommen. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy accepts the password that was used; another, probably older one is still stored in %1.</source>
        <translation>Der Proxy nimmt das verwendete Passwort an; in %1 ist noch ein anderes, wahrscheinlich älteres gespeichert.</translation>
    </message>
    <message>
        <source>The proxy accepts the password that was used; another, probably older one is still stored in the keychain.</source>
        <translation>Der Proxy nimmt das verwendete Passwort an; im Schlüsselbund ist noch ein anderes, wahrscheinlich älteres gespeichert.</translation>
    </message>
    <message>
        <source>The company&apos;s sign-in server says that your account is locked or disabled; the website was not contacted.</source>
        <translation>Der Anmeldeserver der Firma meldet, dass Ihr Konto gesperrt oder deaktiviert ist. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The company&apos;s sign-in server says that your password has expired and must be changed; the website was not contacted.</source>
        <translation>Der Anmeldeserver der Firma meldet, dass Ihr Passwort abgelaufen ist und geändert werden muss. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Your sign-in was not accepted by the company&apos;s sign-in server (the password, or the state of the account); the website was not contacted.</source>
        <translation>Der Anmeldeserver der Firma hat Ihre Anmeldung nicht angenommen (es liegt am Passwort oder am Zustand des Kontos). Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Your sign-in was not accepted by the proxy %1 (the password, or the state of the account); the website was not contacted.</source>
        <translation>Der Proxy %1 hat Ihre Anmeldung nicht angenommen (es liegt am Passwort oder am Zustand des Kontos). Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy accepts your user name written as %2; written as %1 it was refused and the website was not contacted.</source>
        <translation>Der Proxy nimmt Ihren Benutzernamen als %2 an. Als %1 geschrieben wurde er abgelehnt, und die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy accepts your password only when letters such as ä or é are sent in an older way (%1) than most programs use.</source>
        <translation>Der Proxy nimmt Ihr Passwort nur an, wenn Buchstaben wie ä oder é auf eine ältere Art (%1) gesendet werden, als die meisten Programme es tun.</translation>
    </message>
    <message>
        <source>The proxy sent one kind of sign-in under the name of another, so the sign-in could not go on.</source>
        <translation>Der Proxy hat eine Art der Anmeldung unter dem Namen einer anderen gesendet, deshalb konnte die Anmeldung nicht weitergehen.</translation>
    </message>
    <message>
        <source>The program changed the connection in the middle of the sign-in, so your password was not judged.</source>
        <translation>Das Programm hat mitten in der Anmeldung die Verbindung gewechselt, deshalb wurde Ihr Passwort nicht beurteilt.</translation>
    </message>
    <message>
        <source>The connection was closed before the sign-in was answered, so it is not known whether your password was accepted.</source>
        <translation>Die Verbindung wurde geschlossen, bevor die Anmeldung beantwortet war, deshalb ist nicht bekannt, ob Ihr Passwort angenommen wurde.</translation>
    </message>
    <message>
        <source>The password contains a typographic quotation mark, which is easily taken for a plain one, usually picked up by copy and paste.</source>
        <translation>Das Passwort enthält ein typografisches Anführungszeichen, das leicht mit dem einfachen verwechselt wird und meist beim Kopieren und Einfügen hineingerät.</translation>
    </message>
    <message>
        <source>The proxy has several addresses that answer differently, so it can fail now and then.</source>
        <translation>Der Proxy hat mehrere Adressen, die verschieden antworten, deshalb kann er hin und wieder versagen.</translation>
    </message>
    <message>
        <source>The proxy blocks %1 by its rules; your password is not the reason.</source>
        <translation>Die Regeln des Proxys sperren %1. An Ihrem Passwort liegt es nicht.</translation>
    </message>
    <message>
        <source>The proxy works, but it could not reach %1.</source>
        <translation>Der Proxy funktioniert, er konnte %1 aber nicht erreichen.</translation>
    </message>
    <message>
        <source>The program sent the sign-in in the place meant for the website, so the proxy did not see one; the website was not contacted.</source>
        <translation>Das Programm hat die Anmeldung an der Stelle gesendet, die für die Website gedacht ist, deshalb hat der Proxy keine gesehen. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The program sent the website a sign-in that is meant for a proxy, and the website asks for one of its own.</source>
        <translation>Das Programm hat der Website eine Anmeldung gesendet, die für einen Proxy gedacht ist, und die Website verlangt eine eigene.</translation>
    </message>
    <message>
        <source>The proxy refused the sign-in in the way websites do, so programs believe that the website asks.</source>
        <translation>Der Proxy hat die Anmeldung so abgelehnt, wie es Websites tun, deshalb glauben Programme, die Website frage danach.</translation>
    </message>
    <message>
        <source>The connection to the proxy was cut as soon as it was made, so the website was not contacted.</source>
        <translation>Die Verbindung zum Proxy wurde getrennt, sobald sie bestand, deshalb wurde die Website nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy speaks version 4 of SOCKS, and version 5 is set; the website was not contacted.</source>
        <translation>Der Proxy spricht SOCKS in Version 4, eingestellt ist Version 5. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy speaks version 5 of SOCKS, and version 4 is set; the website was not contacted.</source>
        <translation>Der Proxy spricht SOCKS in Version 5, eingestellt ist Version 4. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in (%1) for https websites but not for http ones, so a program can work with one and fail with the other.</source>
        <translation>Der Proxy verlangt für https-Websites eine Anmeldung (%1), für http-Websites aber nicht, deshalb kann ein Programm bei der einen Art funktionieren und bei der anderen scheitern.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in (%1) for http websites but not for https ones, so a program can work with one and fail with the other.</source>
        <translation>Der Proxy verlangt für http-Websites eine Anmeldung (%1), für https-Websites aber nicht, deshalb kann ein Programm bei der einen Art funktionieren und bei der anderen scheitern.</translation>
    </message>
    <message>
        <source>Websites to which the proxy opened the way: %1.</source>
        <translation>Websites, zu denen der Proxy den Weg geöffnet hat: %1.</translation>
    </message>
    <message>
        <source>It was last accepted on %1 and refused on %2, so the change lies between the two.</source>
        <translation>Zuletzt angenommen wurde es am %1, abgelehnt am %2; die Änderung liegt dazwischen.</translation>
    </message>
    <message>
        <source>On %1 another password of this user was accepted, so the change was made before that.</source>
        <translation>Am %1 wurde ein anderes Passwort dieses Benutzers angenommen, die Änderung war also davor.</translation>
    </message>
    <message>
        <source>The copy stands in %1.</source>
        <translation>Die Kopie steht in %1.</translation>
    </message>
    <message>
        <source>The copy is in the keychain of this computer, with the saved test.</source>
        <translation>Die Kopie ist im Schlüsselbund dieses Computers, beim gespeicherten Test.</translation>
    </message>
    <message>
        <source>A further copy stands in %1.</source>
        <translation>Eine weitere Kopie steht in %1.</translation>
    </message>
    <message>
        <source>On %1 this proxy accepted another password of this user, so a typing error, or an old password, is likely.</source>
        <translation>Am %1 hat dieser Proxy ein anderes Passwort dieses Benutzers angenommen; ein Tippfehler oder ein altes Passwort ist also wahrscheinlich.</translation>
    </message>
    <message>
        <source>The sign-in was sent, and the answer to it was a refusal.</source>
        <translation>Die Anmeldung wurde gesendet, und die Antwort darauf war eine Ablehnung.</translation>
    </message>
    <message>
        <source>It was not the proxy but the sign-in server of the domain (KDC) that refused; no sign-in was sent to the proxy.</source>
        <translation>Abgelehnt hat nicht der Proxy, sondern der Anmeldeserver der Domäne (KDC). An den Proxy ging keine Anmeldung.</translation>
    </message>
    <message>
        <source>%1 signs in with a user name and password that it keeps itself, and the proxy behind it refused them; only then does it ask. Most probably the password was changed and the copy in the settings of %1 was not.</source>
        <translation>%1 meldet sich mit einem Benutzernamen und Passwort an, die es selbst aufbewahrt, und der Proxy dahinter hat sie abgelehnt; erst dann fragt es nach. Wahrscheinlich wurde das Passwort geändert, die Kopie in den Einstellungen von %1 aber nicht.</translation>
    </message>
    <message>
        <source>The name is misspelt, or it is known only inside the company&apos;s network.</source>
        <translation>Der Name ist falsch geschrieben oder nur innerhalb des Firmennetzes bekannt.</translation>
    </message>
    <message>
        <source>%1 is documented to answer a proxy with: %2.</source>
        <translation>%1 kann einem Proxy laut seiner Dokumentation so antworten: %2.</translation>
    </message>
    <message>
        <source>The program calls itself %1 %2.</source>
        <translation>Das Programm nennt sich %1 %2.</translation>
    </message>
    <message>
        <source>The words are those of %1.</source>
        <translation>Die Worte sind die von %1.</translation>
    </message>
    <message>
        <source>The answer to the proxy&apos;s question was sent on another connection.</source>
        <translation>Die Antwort auf die Frage des Proxys wurde auf einer anderen Verbindung gesendet.</translation>
    </message>
    <message>
        <source>The proxy itself announced the end of the connection (Connection: close) with its question.</source>
        <translation>Der Proxy selbst hat mit seiner Frage das Ende der Verbindung angekündigt (Connection: close).</translation>
    </message>
    <message>
        <source>It was closed after the proxy&apos;s question, before the answer could be sent.</source>
        <translation>Sie wurde nach der Frage des Proxys geschlossen, bevor die Antwort gesendet werden konnte.</translation>
    </message>
    <message>
        <source>It was closed after the last message, without an answer.</source>
        <translation>Sie wurde nach der letzten Nachricht ohne Antwort geschlossen.</translation>
    </message>
    <message>
        <source>First it was &quot;%1&quot;, then &quot;%2&quot;.</source>
        <translation>Zuerst war es „%1“, dann „%2“.</translation>
    </message>
    <message>
        <source>Put the present password into the settings of %1 and start it again.</source>
        <translation>Tragen Sie das jetzige Passwort in die Einstellungen von %1 ein und starten Sie es neu.</translation>
    </message>
    <message>
        <source>Change the password, then repeat the test with the new one.</source>
        <translation>Ändern Sie das Passwort, und wiederholen Sie dann den Test mit dem neuen.</translation>
    </message>
    <message>
        <source>Have the account unlocked, then repeat the test once.</source>
        <translation>Lassen Sie das Konto entsperren, und wiederholen Sie dann den Test einmal.</translation>
    </message>
    <message>
        <source>Enter the account for the website in the program as well.</source>
        <translation>Geben Sie im Programm auch das Konto für die Website ein.</translation>
    </message>
    <message>
        <source>Update the program, or use one that keeps the connection.</source>
        <translation>Aktualisieren Sie das Programm, oder verwenden Sie eines, das die Verbindung beibehält.</translation>
    </message>
    <message>
        <source>The people who run the proxy must correct what it sends under this name.</source>
        <translation>Die Betreiber des Proxys müssen berichtigen, was er unter diesem Namen sendet.</translation>
    </message>
    <message>
        <source>Compare this computer&apos;s clock with the right time: it is %1 minutes ahead of the proxy&apos;s.</source>
        <translation>Vergleichen Sie die Uhr dieses Computers mit der richtigen Zeit: Sie geht gegenüber der des Proxys %1 Minuten vor.</translation>
    </message>
    <message>
        <source>Compare this computer&apos;s clock with the right time: it is %1 minutes behind the proxy&apos;s.</source>
        <translation>Vergleichen Sie die Uhr dieses Computers mit der richtigen Zeit: Sie geht gegenüber der des Proxys %1 Minuten nach.</translation>
    </message>
    <message>
        <source>Connect this computer to the network, then repeat the test.</source>
        <translation>Verbinden Sie diesen Computer mit dem Netzwerk, und wiederholen Sie dann den Test.</translation>
    </message>
    <message>
        <source>Check the network and VPN connection: the name service itself does not answer.</source>
        <translation>Prüfen Sie die Verbindung zu Netzwerk und VPN: Der Namensdienst selbst antwortet nicht.</translation>
    </message>
    <message>
        <source>Set SOCKS version 4 for this proxy.</source>
        <translation>Stellen Sie für diesen Proxy SOCKS in Version 4 ein.</translation>
    </message>
    <message>
        <source>Set SOCKS version 5 for this proxy.</source>
        <translation>Stellen Sie für diesen Proxy SOCKS in Version 5 ein.</translation>
    </message>
    <message>
        <source>The client speaks to %1, a helper program, whose own sign-in at the proxy behind it was refused. Please look for that refusal in the log of the proxy behind it, from the address of the helper&apos;s computer.</source>
        <translation>Der Client spricht mit %1, einem Hilfsprogramm, dessen eigene Anmeldung am Proxy dahinter abgelehnt wurde. Bitte suchen Sie diese Ablehnung im Protokoll des Proxys dahinter, von der Adresse des Computers, auf dem das Hilfsprogramm läuft.</translation>
    </message>
    <message>
        <source>The KDC refused the sign-in of the user below; no sign-in was sent to the proxy. Please look in the domain controller&apos;s log at this time for the Kerberos error shown.</source>
        <translation>Der KDC hat die Anmeldung des Benutzers unten abgelehnt. An den Proxy ging keine Anmeldung. Bitte suchen Sie zu dieser Zeit im Protokoll des Domänencontrollers nach dem gezeigten Kerberos-Fehler.</translation>
    </message>
    <message>
        <source>Credentials for a proxy (Proxy-Authorization) reached the website through the tunnel, which asks for Authorization. This is a fault of the client; they should count as disclosed to the website.</source>
        <translation>Anmeldedaten für einen Proxy (Proxy-Authorization) haben durch den Tunnel die Website erreicht, die Authorization verlangt. Das ist ein Fehler des Clients. Sie sollten als der Website bekannt gelten.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: the client has no network connection.</source>
        <translation>Am Proxy ist nichts zu suchen: Der Client hat keine Netzwerkverbindung.</translation>
    </message>
    <message>
        <source>The name service that the client is set to ask does not answer. Please check those servers and the way to them.</source>
        <translation>Der Namensdienst, den der Client fragt, antwortet nicht. Bitte prüfen Sie diese Server und den Weg zu ihnen.</translation>
    </message>
    <message>
        <source>It does not mean that the website blocks anything: %1 asked before the request got there.</source>
        <translation>Das heißt nicht, dass die Website etwas sperrt: %1 hat gefragt, bevor die Anfrage dort ankam.</translation>
    </message>
    <message>
        <source>It is not a refusal by the proxy and not a block by the website: neither was sent a sign-in.</source>
        <translation>Es ist keine Ablehnung durch den Proxy und keine Sperre durch die Website: An beide ging keine Anmeldung.</translation>
    </message>
    <message>
        <source>It does not prove that the password is wrong: no answer came that could say so.</source>
        <translation>Das beweist nicht, dass das Passwort falsch ist: Es kam keine Antwort, die das sagen könnte.</translation>
    </message>
    <message>
        <source>The program below can do none of the methods that the proxy offers. Please say which method is meant for programs of this kind, or offer a further one.</source>
        <translation>Das Programm unten beherrscht keines der Verfahren, die der Proxy anbietet. Bitte sagen Sie, welches Verfahren für solche Programme vorgesehen ist, oder bieten Sie ein weiteres an.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the program has no way to send it.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Das Programm hat keinen Weg, es zu senden.</translation>
    </message>
    <message>
        <source>Since version 8u111 Java does not use Basic sign-in for tunnels (https websites). The setting that allows it is read once, when the program starts.</source>
        <translation>Seit Version 8u111 verwendet Java die Basic-Anmeldung nicht für Tunnel (https-Websites). Die Einstellung, die es erlaubt, wird einmal beim Start des Programms gelesen.</translation>
    </message>
    <message>
        <source>The client is a Java program that does not use Basic for CONNECT unless told so (since 8u111). Please offer Negotiate or Digest as well, if there are many of them.</source>
        <translation>Der Client ist ein Java-Programm, das Basic für CONNECT nur auf Anweisung verwendet (seit 8u111). Bitte bieten Sie auch Negotiate oder Digest an, falls es viele davon gibt.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the program keeps it back.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Das Programm hält es zurück.</translation>
    </message>
    <message>
        <source>The error text is this program&apos;s way to report a 407. Please look in the proxy&apos;s log for a request that was refused for its sign-in at that time.</source>
        <translation>Der Fehlertext ist die Art, wie dieses Programm eine Antwort 407 meldet. Bitte suchen Sie im Protokoll des Proxys zu dieser Zeit nach einer Anfrage, die wegen der Anmeldung abgelehnt wurde.</translation>
    </message>
    <message>
        <source>It does not mean that the website is down or that it refuses anything: it was not contacted.</source>
        <translation>Das heißt nicht, dass die Website ausgefallen ist oder etwas ablehnt: Sie wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy asked for a sign-in and the request below carried none. In the proxy&apos;s log this is a refused request without a user name; the proxy behaves as it should.</source>
        <translation>Der Proxy hat eine Anmeldung verlangt, und die Anfrage unten enthielt keine. Im Protokoll des Proxys ist das eine abgelehnte Anfrage ohne Benutzernamen. Der Proxy verhält sich richtig.</translation>
    </message>
    <message>
        <source>It does not mean that a password was wrong or that the website blocks anything: none was sent, and the website never saw the request.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch war oder die Website etwas sperrt: Es wurde keines gesendet, und die Website hat die Anfrage nie gesehen.</translation>
    </message>
    <message>
        <source>The proxy asked for a sign-in, and the client has only a user name or only a password, so it sent none. In the proxy&apos;s log this is a refused request without a user name.</source>
        <translation>Der Proxy hat eine Anmeldung verlangt, und der Client hat nur einen Benutzernamen oder nur ein Passwort, deshalb hat er nichts gesendet. Im Protokoll des Proxys ist das eine abgelehnte Anfrage ohne Benutzernamen.</translation>
    </message>
    <message>
        <source>It does not mean that a password was wrong or that the website blocks anything: nothing was sent, and the website never saw the request.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch war oder die Website etwas sperrt: Es wurde nichts gesendet, und die Website hat die Anfrage nie gesehen.</translation>
    </message>
    <message>
        <source>The sign-in was not accepted</source>
        <translation>Die Anmeldung wurde nicht angenommen</translation>
    </message>
    <message>
        <source>Your sign-in was not accepted by the proxy (the password, or the state of the account); the website was not contacted.</source>
        <translation>Der Proxy hat Ihre Anmeldung nicht angenommen (es liegt am Passwort oder am Zustand des Kontos). Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Either the password is not the right one, or the account cannot be used at present (locked, expired, or not allowed to use the proxy). The answer mostly looks the same in all these cases.</source>
        <translation>Entweder ist das Passwort nicht das richtige, oder das Konto ist zurzeit nicht benutzbar (gesperrt, abgelaufen oder nicht für den Proxy zugelassen). Die Antwort sieht in all diesen Fällen meist gleich aus.</translation>
    </message>
    <message>
        <source>Look up why it was refused, at the given time and source port, in the log of the proxy or of the sign-in server that refused it.</source>
        <translation>Sehen Sie zur angegebenen Zeit und zum angegebenen Quellport nach, warum abgelehnt wurde: im Protokoll des Proxys oder des Anmeldeservers, der abgelehnt hat.</translation>
    </message>
    <message>
        <source>The proxy refused the sign-in of the request below. Please look up at this time and source port which check failed: unknown user, wrong password, account locked, expired or disabled, or a group that may not use the proxy.</source>
        <translation>Der Proxy hat die Anmeldung der Anfrage unten abgelehnt. Bitte sehen Sie zu dieser Zeit und diesem Quellport nach, welche Prüfung fehlschlug: unbekannter Benutzer, falsches Passwort, Konto gesperrt, abgelaufen oder deaktiviert, oder eine Gruppe, die den Proxy nicht benutzen darf.</translation>
    </message>
    <message>
        <source>It is not a block by the website and not an anti-bot page: the website never saw the request.</source>
        <translation>Es ist keine Sperre durch die Website und keine Bot-Abwehr: Die Website hat die Anfrage nie gesehen.</translation>
    </message>
    <message>
        <source>The same password was accepted by this proxy before and is refused now; the website was not contacted.</source>
        <translation>Dasselbe Passwort hat dieser Proxy früher angenommen, jetzt lehnt er es ab. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The password is the very one that was accepted earlier. Since then it was changed or has expired, or the account was locked.</source>
        <translation>Das Passwort ist genau das, das früher angenommen wurde. Seither wurde es geändert oder ist abgelaufen, oder das Konto wurde gesperrt.</translation>
    </message>
    <message>
        <source>The very same secret was accepted by this proxy before and is refused now. Please check at this time and source port whether the password was changed or has expired, or the account was locked, since then.</source>
        <translation>Genau dasselbe Passwort hat dieser Proxy früher angenommen und lehnt es jetzt ab. Bitte prüfen Sie zu dieser Zeit und diesem Quellport, ob seither das Passwort geändert wurde oder abgelaufen ist oder das Konto gesperrt wurde.</translation>
    </message>
    <message>
        <source>It is not a typing error and not a block by the website.</source>
        <translation>Es ist kein Tippfehler und keine Sperre durch die Website.</translation>
    </message>
    <message>
        <source>A stored sign-in is out of date</source>
        <translation>Eine gespeicherte Anmeldung ist veraltet</translation>
    </message>
    <message>
        <source>A sign-in that is stored on this computer is not the one that the proxy accepts.</source>
        <translation>Eine Anmeldung, die auf diesem Computer gespeichert ist, ist nicht die, die der Proxy annimmt.</translation>
    </message>
    <message>
        <source>A stored sign-in on this client is not the one that the proxy accepts. Repeated refusals for this user from this source address, at even intervals, come from a program that goes on using it.</source>
        <translation>Eine gespeicherte Anmeldung auf diesem Client ist nicht die, die der Proxy annimmt. Wiederholte Ablehnungen für diesen Benutzer von dieser Quelladresse in gleichmäßigen Abständen kommen von einem Programm, das sie weiter verwendet.</translation>
    </message>
    <message>
        <source>It does not mean that the current password is wrong: another one than the stored one is accepted.</source>
        <translation>Das heißt nicht, dass das aktuelle Passwort falsch ist: Angenommen wird ein anderes als das gespeicherte.</translation>
    </message>
    <message>
        <source>The proxy accepts this account when the user name is written in another form; as it was typed it was refused and the website was not contacted.</source>
        <translation>Der Proxy nimmt dieses Konto an, wenn der Benutzername in einer anderen Form geschrieben wird. So, wie er eingegeben war, wurde er abgelehnt, und die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy refuses one spelling of this user name and accepts another with the same password. Please check how it matches user names (with or without the domain, user@domain) and announce the form that is wanted.</source>
        <translation>Der Proxy lehnt eine Schreibweise dieses Benutzernamens ab und nimmt mit demselben Passwort eine andere an. Bitte prüfen Sie, wie er Benutzernamen vergleicht (mit oder ohne Domäne, user@domain), und teilen Sie mit, welche Form gewünscht ist.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong or the account locked: with another form of the name it is accepted.</source>
        <translation>Das heißt nicht, dass das Passwort falsch oder das Konto gesperrt ist: Mit einer anderen Form des Namens wird es angenommen.</translation>
    </message>
    <message>
        <source>The sign-in names another domain than the proxy</source>
        <translation>Die Anmeldung nennt eine andere Domäne als der Proxy</translation>
    </message>
    <message>
        <source>The domain in the client&apos;s NTLM answer is not one that the proxy&apos;s challenge names, and the answer was refused. Please check which domain the account is in and whether the proxy&apos;s domain trusts it.</source>
        <translation>Die Domäne in der NTLM-Antwort des Clients ist keine, die die Aufforderung (Challenge) des Proxys nennt, und die Antwort wurde abgelehnt. Bitte prüfen Sie, in welcher Domäne das Konto ist und ob die Domäne des Proxys ihr vertraut.</translation>
    </message>
    <message>
        <source>It does not prove that the password is wrong: with the wrong domain even the right one is refused.</source>
        <translation>Das beweist nicht, dass das Passwort falsch ist: Mit der falschen Domäne wird auch das richtige abgelehnt.</translation>
    </message>
    <message>
        <source>The user name or password contains letters, such as ä or é, that the proxy may read in another way than they were sent; the website was not contacted.</source>
        <translation>Benutzername oder Passwort enthalten Buchstaben wie ä oder é, die der Proxy vielleicht anders liest, als sie gesendet wurden. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Letters outside plain English can be sent in two ways (UTF-8 or ISO-8859-1). A proxy that reads the other way than was sent sees another password.</source>
        <translation>Buchstaben außerhalb des englischen Alphabets lassen sich auf zwei Arten senden (UTF-8 oder ISO-8859-1). Ein Proxy, der die andere Art liest als die gesendete, sieht ein anderes Passwort.</translation>
    </message>
    <message>
        <source>The user name or password holds characters outside ASCII. Please check in which encoding the proxy reads Basic credentials, and let it announce charset=&quot;UTF-8&quot; if it reads UTF-8 (RFC 7617 section 2.1).</source>
        <translation>Benutzername oder Passwort enthalten Zeichen außerhalb von ASCII. Bitte prüfen Sie, in welcher Kodierung der Proxy Basic-Anmeldungen liest, und lassen Sie ihn charset=&quot;UTF-8&quot; ankündigen, falls er UTF-8 liest (RFC 7617 Abschnitt 2.1).</translation>
    </message>
    <message>
        <source>It does not prove that the password is wrong: the same letters can be sent in two ways, and one of them is refused.</source>
        <translation>Das beweist nicht, dass das Passwort falsch ist: Dieselben Buchstaben lassen sich auf zwei Arten senden, und eine davon wird abgelehnt.</translation>
    </message>
    <message>
        <source>The request below carries a sign-in in the field for the other side: Authorization is for the website, Proxy-Authorization for the proxy. This is a fault of the client&apos;s settings, not of the proxy.</source>
        <translation>Die Anfrage unten enthält eine Anmeldung in der Kopfzeile für die andere Seite: Authorization ist für die Website, Proxy-Authorization für den Proxy. Das ist ein Fehler in den Einstellungen des Clients, nicht des Proxys.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the side that asked did not look at it.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Die Seite, die gefragt hat, hat es nicht beachtet.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: the password store of the client could not be read, so the stored password was not sent.</source>
        <translation>Am Proxy ist nichts zu suchen: Der Passwortspeicher des Clients ließ sich nicht lesen, deshalb wurde das gespeicherte Passwort nicht gesendet.</translation>
    </message>
    <message>
        <source>It does not mean that the stored password is wrong: it was not used.</source>
        <translation>Das heißt nicht, dass das gespeicherte Passwort falsch ist: Es wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>Look up in the directory how many wrong passwords are left before the account is locked; if it is safe, allow one more attempt in this program.</source>
        <translation>Sehen Sie im Verzeichnis nach, wie viele falsche Passwörter noch bleiben, bevor das Konto gesperrt wird. Wenn es sicher ist, erlauben Sie in diesem Programm einen weiteren Versuch.</translation>
    </message>
    <message>
        <source>This test stopped by itself after the refused sign-ins that were allowed for it. Please look up the reason of the refusal at the time and source port below; more attempts from the client would only raise the account&apos;s counter.</source>
        <translation>Dieser Test hat von selbst aufgehört, nachdem so viele Anmeldungen abgelehnt waren, wie für ihn erlaubt sind. Bitte sehen Sie den Grund der Ablehnung zur Zeit und zum Quellport unten nach. Weitere Versuche vom Client würden nur den Zähler des Kontos erhöhen.</translation>
    </message>
    <message>
        <source>It does not mean that the account is locked: the test stopped so that it will not be.</source>
        <translation>Das heißt nicht, dass das Konto gesperrt ist: Der Test hat aufgehört, damit es nicht so weit kommt.</translation>
    </message>
    <message>
        <source>The proxy says again and again that the sign-in came too late, which is not a matter of the password.</source>
        <translation>Der Proxy sagt immer wieder, die Anmeldung komme zu spät. Am Passwort liegt das nicht.</translation>
    </message>
    <message>
        <source>The proxy answers stale=true again to a Digest answer that uses its newest nonce. Please check the nonce lifetime, the clocks of all nodes, and whether a load balancer sends the answer to another node than the challenge came from.</source>
        <translation>Der Proxy antwortet erneut mit stale=true auf eine Digest-Antwort, die seine neueste Nonce verwendet. Bitte prüfen Sie die Lebensdauer der Nonce, die Uhren aller Knoten und ob ein Lastverteiler die Antwort an einen anderen Knoten schickt als den, von dem die Aufforderung kam.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the proxy calls its own one-time value too old.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Der Proxy nennt seinen eigenen Einmalwert zu alt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s Digest method is not known to programs</source>
        <translation>Das Digest-Verfahren des Proxys kennen Programme nicht</translation>
    </message>
    <message>
        <source>The proxy wants the password scrambled in a way that common programs do not know; the website was not contacted.</source>
        <translation>Der Proxy verlangt, dass das Passwort auf eine Weise umgewandelt wird, die gängige Programme nicht kennen. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Digest sign-in comes with several algorithms (MD5, SHA-256, SHA-512-256). The proxy names another one.</source>
        <translation>Für die Digest-Anmeldung gibt es mehrere Algorithmen (MD5, SHA-256, SHA-512-256). Der Proxy nennt einen anderen.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy for a common algorithm, such as SHA-256.</source>
        <translation>Bitten Sie die Betreiber des Proxys um einen verbreiteten Algorithmus wie SHA-256.</translation>
    </message>
    <message>
        <source>Ask which program the proxy&apos;s maker has in mind for this algorithm.</source>
        <translation>Fragen Sie, welches Programm der Hersteller des Proxys für diesen Algorithmus vorsieht.</translation>
    </message>
    <message>
        <source>The Digest challenge below names an algorithm outside MD5, SHA-256 and SHA-512-256 (RFC 7616 section 6.1). Please offer one of these as well.</source>
        <translation>Die Digest-Aufforderung unten nennt einen Algorithmus außerhalb von MD5, SHA-256 und SHA-512-256 (RFC 7616 Abschnitt 6.1). Bitte bieten Sie auch einen von diesen an.</translation>
    </message>
    <message>
        <source>It does not mean that a password is wrong: none was sent.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch ist: Es wurde keines gesendet.</translation>
    </message>
    <message>
        <source>The Digest challenge below offers only qop=&quot;auth-int&quot;. Please offer &quot;auth&quot; as well: few clients can do auth-int.</source>
        <translation>Die Digest-Aufforderung unten bietet nur qop=&quot;auth-int&quot; an. Bitte bieten Sie auch &quot;auth&quot; an: Nur wenige Clients können auth-int.</translation>
    </message>
    <message>
        <source>It does not say whether the password is right.</source>
        <translation>Das sagt nichts darüber, ob das Passwort stimmt.</translation>
    </message>
    <message>
        <source>A value in the Digest answer (address, method, one-time value, counter, algorithm or realm, the name of what the sign-in is for) does not belong to this request or challenge. A correct proxy refuses such an answer whatever the password.</source>
        <translation>Ein Wert in der Digest-Antwort (Adresse, Methode, Einmalwert, Zähler, Algorithmus oder Realm, der Name dessen, wofür die Anmeldung gilt) passt nicht zu dieser Anfrage oder Aufforderung. Ein richtiger Proxy lehnt eine solche Antwort ab, wie auch immer das Passwort lautet.</translation>
    </message>
    <message>
        <source>The client&apos;s Digest answer below does not belong to its request or to the challenge. This is a fault of the client; the proxy is right to refuse it.</source>
        <translation>Die Digest-Antwort des Clients unten passt nicht zu ihrer Anfrage oder zur Aufforderung. Das ist ein Fehler des Clients. Der Proxy lehnt sie zu Recht ab.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: an answer like this is refused with the right one as well.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Eine solche Antwort wird auch mit dem richtigen abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy refused a Digest answer with SHA-512/256 (FIPS 180-4) and accepted one with SHA-512 cut to 256 bits, as the misprinted example of RFC 7616 has it (erratum 4897).</source>
        <translation>Der Proxy hat eine Digest-Antwort mit SHA-512/256 (FIPS 180-4) abgelehnt und eine mit auf 256 Bit gekürztem SHA-512 angenommen, wie es das falsch gedruckte Beispiel in RFC 7616 zeigt (Erratum 4897).</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong or the account locked: the proxy accepted it once it was computed in the proxy&apos;s way.</source>
        <translation>Das heißt nicht, dass das Passwort falsch oder das Konto gesperrt ist: Der Proxy hat es angenommen, sobald es nach seiner Art berechnet war.</translation>
    </message>
    <message>
        <source>The proxy refused a Digest answer whose uri is the path of the request and accepted one with the absolute form. Please let it accept both; most clients send the path.</source>
        <translation>Der Proxy hat eine Digest-Antwort abgelehnt, deren uri der Pfad der Anfrage ist, und eine mit der absoluten Form angenommen. Bitte lassen Sie ihn beides annehmen. Die meisten Clients senden den Pfad.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong or the account locked: the proxy accepted it in the other form.</source>
        <translation>Das heißt nicht, dass das Passwort falsch oder das Konto gesperrt ist: Der Proxy hat es in der anderen Form angenommen.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: the client is set to a helper on itself (127.0.0.1, ::1 or localhost), and nothing listens there. Please check why the helper or agent is not started.</source>
        <translation>Am Proxy ist nichts zu suchen: Auf dem Client ist ein Hilfsprogramm auf ihm selbst eingestellt (127.0.0.1, ::1 oder localhost), und dort wartet nichts. Bitte prüfen Sie, warum das Hilfsprogramm oder der Agent nicht gestartet ist.</translation>
    </message>
    <message>
        <source>It does not mean that the company&apos;s proxy is down or that a password is wrong: nothing left this computer.</source>
        <translation>Das heißt nicht, dass der Proxy der Firma ausgefallen oder ein Passwort falsch ist: Nichts hat diesen Computer verlassen.</translation>
    </message>
    <message>
        <source>The port below speaks TLS and was spoken to in plain HTTP. Please say whether clients are to use an https proxy address for it, or which port takes plain HTTP.</source>
        <translation>Der Port unten spricht TLS und wurde in unverschlüsseltem HTTP angesprochen. Bitte sagen Sie, ob Clients dafür eine Proxy-Adresse mit https verwenden sollen oder welcher Port unverschlüsseltes HTTP annimmt.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down or that a password is wrong: it was spoken to in the wrong way.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen oder ein Passwort falsch ist: Er wurde auf die falsche Weise angesprochen.</translation>
    </message>
    <message>
        <source>The client opens TLS to the port below, and the port does not speak it. Please say whether clients are to use an http proxy address, or which port takes TLS.</source>
        <translation>Der Client beginnt am Port unten mit TLS, und der Port spricht es nicht. Bitte sagen Sie, ob Clients eine Proxy-Adresse mit http verwenden sollen oder welcher Port TLS annimmt.</translation>
    </message>
    <message>
        <source>It does not mean that encrypted websites are impossible or that a certificate is wrong.</source>
        <translation>Das heißt nicht, dass verschlüsselte Websites nicht möglich sind oder ein Zertifikat falsch ist.</translation>
    </message>
    <message>
        <source>The port belongs to a SOCKS proxy, which speaks another language than the HTTP proxy that is set.</source>
        <translation>Der Port gehört zu einem SOCKS-Proxy, der eine andere Sprache spricht als der eingestellte HTTP-Proxy.</translation>
    </message>
    <message>
        <source>SOCKS is another language between program and proxy than HTTP, and what the port answered is SOCKS.</source>
        <translation>SOCKS ist eine andere Sprache zwischen Programm und Proxy als HTTP, und was der Port geantwortet hat, ist SOCKS.</translation>
    </message>
    <message>
        <source>The port below speaks SOCKS and was spoken to in HTTP. Please say which port is the HTTP proxy, or that clients are to use SOCKS.</source>
        <translation>Der Port unten spricht SOCKS und wurde in HTTP angesprochen. Bitte sagen Sie, welcher Port der HTTP-Proxy ist oder dass Clients SOCKS verwenden sollen.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down or that a password is wrong: it was spoken to in another language.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen oder ein Passwort falsch ist: Er wurde in einer anderen Sprache angesprochen.</translation>
    </message>
    <message>
        <source>The port belongs to an HTTP proxy, which speaks another language than the SOCKS proxy that is set.</source>
        <translation>Der Port gehört zu einem HTTP-Proxy, der eine andere Sprache spricht als der eingestellte SOCKS-Proxy.</translation>
    </message>
    <message>
        <source>The port below speaks HTTP and was spoken to in SOCKS. Please say which port is the SOCKS proxy, or that clients are to use HTTP.</source>
        <translation>Der Port unten spricht HTTP und wurde in SOCKS angesprochen. Bitte sagen Sie, welcher Port der SOCKS-Proxy ist oder dass Clients HTTP verwenden sollen.</translation>
    </message>
    <message>
        <source>The host below answers like a web server: with pages of its own, and without opening tunnels. Please check whether the client&apos;s address is the proxy&apos;s, or whether forwarding is switched on for this source.</source>
        <translation>Der Rechner unten antwortet wie ein Webserver: mit eigenen Seiten und ohne Tunnel zu öffnen. Bitte prüfen Sie, ob die Adresse auf dem Client die des Proxys ist oder ob das Weiterleiten für diese Quelle eingeschaltet ist.</translation>
    </message>
    <message>
        <source>It does not mean that the website or a password is at fault: the request went to the wrong server.</source>
        <translation>Das heißt nicht, dass es an der Website oder einem Passwort liegt: Die Anfrage ging an den falschen Server.</translation>
    </message>
    <message>
        <source>The client uses the address of a PAC file as if it were the proxy. Please tell the desk whether it belongs into the field for the automatic configuration, and which proxy the file names.</source>
        <translation>Der Client verwendet die Adresse einer PAC-Datei, als wäre sie der Proxy. Bitte sagen Sie dem Helpdesk, ob sie in das Feld für die automatische Konfiguration gehört und welchen Proxy die Datei nennt.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down: the address is that of another thing.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen ist: Die Adresse gehört zu etwas anderem.</translation>
    </message>
    <message>
        <source>The first bytes of the answer are not those of a proxy.</source>
        <translation>Die ersten Bytes der Antwort sind nicht die eines Proxys.</translation>
    </message>
    <message>
        <source>Another service answers on the port below. Please tell the desk the right port of the proxy.</source>
        <translation>Auf dem Port unten antwortet ein anderer Dienst. Bitte nennen Sie dem Helpdesk den richtigen Port des Proxys.</translation>
    </message>
    <message>
        <source>It does not mean that a password is wrong: it was not asked for.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch ist: Es wurde nicht verlangt.</translation>
    </message>
    <message>
        <source>What came back breaks the rules that programs rely on, so they fail, guess, or leave parts of it out.</source>
        <translation>Was zurückkam, verletzt die Regeln, auf die sich Programme verlassen, deshalb versagen sie, raten oder lassen Teile davon weg.</translation>
    </message>
    <message>
        <source>The answer below breaks the rules of its protocol at the place that is marked in the recording. Please compare it with what the proxy itself sends; a device in between may change or cut it.</source>
        <translation>Die Antwort unten verletzt an der in der Aufzeichnung markierten Stelle die Regeln ihres Protokolls. Bitte vergleichen Sie sie mit dem, was der Proxy selbst sendet. Vielleicht ändert oder kürzt sie ein Gerät dazwischen.</translation>
    </message>
    <message>
        <source>It does not mean that a password is wrong: it is the answer that cannot be read.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch ist: Es ist die Antwort, die sich nicht lesen lässt.</translation>
    </message>
    <message>
        <source>The proxy asked for a sign-in, accepted yours and let the request pass.</source>
        <translation>Der Proxy hat eine Anmeldung verlangt, Ihre angenommen und die Anfrage durchgelassen.</translation>
    </message>
    <message>
        <source>The proxy asked for a sign-in, accepted it and let the requests pass. Nothing needs to be done on the proxy; the facts below show which connection this was.</source>
        <translation>Der Proxy hat eine Anmeldung verlangt, sie angenommen und die Anfragen durchgelassen. Am Proxy ist nichts zu tun. Die Angaben unten zeigen, welche Verbindung das war.</translation>
    </message>
    <message>
        <source>It does not mean that every program works: each one keeps its own proxy settings.</source>
        <translation>Das heißt nicht, dass jedes Programm funktioniert: Jedes hat seine eigenen Proxy-Einstellungen.</translation>
    </message>
    <message>
        <source>The proxy let the request pass and did not ask who you are.</source>
        <translation>Der Proxy hat die Anfrage durchgelassen und nicht gefragt, wer Sie sind.</translation>
    </message>
    <message>
        <source>The proxy let the requests below pass without a 407. Please check whether that is meant for this source address (allow-list, sign-in remembered for the address, open proxy).</source>
        <translation>Der Proxy hat die Anfragen unten ohne 407 durchgelassen. Bitte prüfen Sie, ob das für diese Quelladresse so gewollt ist (Liste erlaubter Adressen, für die Adresse gemerkte Anmeldung, offener Proxy).</translation>
    </message>
    <message>
        <source>It does not mean that the user name and password are right: they were not asked for.</source>
        <translation>Das heißt nicht, dass Benutzername und Passwort stimmen: Sie wurden nicht verlangt.</translation>
    </message>
    <message>
        <source>A special character in the user name or password makes programs misread the proxy address that was entered.</source>
        <translation>Ein Sonderzeichen im Benutzernamen oder Passwort führt dazu, dass Programme die eingegebene Proxy-Adresse falsch lesen.</translation>
    </message>
    <message>
        <source>Replace the special characters by their percent codes, as in the corrected address: @ is %40, : is %3A, / is %2F, # is %23, ? is %3F, [ is %5B, ] is %5D, % is %25, and a space is %20.</source>
        <translation>Ersetzen Sie die Sonderzeichen durch ihre Prozent-Codes, wie in der berichtigten Adresse: @ ist %40, : ist %3A, / ist %2F, # ist %23, ? ist %3F, [ ist %5B, ] ist %5D, % ist %25 und ein Leerzeichen ist %20.</translation>
    </message>
    <message>
        <source>Nothing to look for in the proxy&apos;s log yet: the proxy address on the client has an unescaped reserved character in its userinfo part, so clients parse another host, port or user from it (RFC 3986 section 3.2). A look-up of a name that is part of a password may be in the log of the name service.</source>
        <translation>Im Protokoll des Proxys ist noch nichts zu suchen: In der Proxy-Adresse auf dem Client steht im Benutzerteil ein nicht kodiertes reserviertes Zeichen, deshalb lesen Clients daraus einen anderen Host, Port oder Benutzer (RFC 3986 Abschnitt 3.2). Im Protokoll des Namensdienstes kann eine Suche nach einem Stück des Passworts stehen.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down or that the password is wrong: the address is read in the wrong place before either can matter.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen oder das Passwort falsch ist: Die Adresse wird an der falschen Stelle getrennt, bevor es darauf ankommt.</translation>
    </message>
    <message>
        <source>Nothing to look for in the proxy&apos;s log yet: the proxy address on the client holds a % that is not followed by two hexadecimal digits (RFC 3986 section 2.1). Clients differ: some stop, some send it as it is.</source>
        <translation>Im Protokoll des Proxys ist noch nichts zu suchen: Die Proxy-Adresse auf dem Client enthält ein %, dem keine zwei Hexadezimalziffern folgen (RFC 3986 Abschnitt 2.1). Clients verhalten sich verschieden: Manche brechen ab, manche senden es unverändert.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refused anything: many programs stop before they send a byte.</source>
        <translation>Das heißt nicht, dass der Proxy etwas abgelehnt hat: Viele Programme brechen ab, bevor sie etwas senden.</translation>
    </message>
    <message>
        <source>The user name or password contains codes such as %40, which usually stand in place of the real characters.</source>
        <translation>Benutzername oder Passwort enthalten Codes wie %40, die meist anstelle der echten Zeichen stehen.</translation>
    </message>
    <message>
        <source>The user name or password sent from this client probably holds percent codes in place of characters. In the proxy&apos;s log a user name with %40, %5C or the like is the sign of it.</source>
        <translation>Benutzername oder Passwort von diesem Client enthalten wahrscheinlich Prozent-Codes anstelle von Zeichen. Ein Benutzername mit %40, %5C oder Ähnlichem im Protokoll des Proxys ist das Zeichen dafür.</translation>
    </message>
    <message>
        <source>It does not mean that the account is locked, and it is not a block by the website.</source>
        <translation>Das heißt nicht, dass das Konto gesperrt ist, und es ist keine Sperre durch die Website.</translation>
    </message>
    <message>
        <source>What was entered contains a hidden character</source>
        <translation>Die Eingabe enthält ein verstecktes Zeichen</translation>
    </message>
    <message>
        <source>The user name, password or address contains a character that cannot be seen or is easily mistaken, usually picked up by copy and paste.</source>
        <translation>Benutzername, Passwort oder Adresse enthalten ein Zeichen, das unsichtbar oder leicht zu verwechseln ist und meist beim Kopieren und Einfügen hineingerät.</translation>
    </message>
    <message>
        <source>What this client sends probably differs from the stored value by one character that cannot be seen (space, line end, non-breaking space, zero-width mark, typographic quote). Look in the proxy&apos;s log for a user name with such a character at its end.</source>
        <translation>Was dieser Client sendet, unterscheidet sich wahrscheinlich um ein unsichtbares Zeichen vom gespeicherten Wert (Leerzeichen, Zeilenende, geschütztes Leerzeichen, Zeichen ohne Breite, typografisches Anführungszeichen). Suchen Sie im Protokoll des Proxys nach einem Benutzernamen mit einem solchen Zeichen am Ende.</translation>
    </message>
    <message>
        <source>The user name contains a colon, which the simplest kind of sign-in (Basic) cannot carry.</source>
        <translation>Der Benutzername enthält einen Doppelpunkt, den die einfachste Art der Anmeldung (Basic) nicht übertragen kann.</translation>
    </message>
    <message>
        <source>Basic sign-in sends user name and password joined by a colon, so everything after the first colon counts as password (RFC 7617 forbids a colon in the user name).</source>
        <translation>Die Basic-Anmeldung sendet Benutzername und Passwort durch einen Doppelpunkt verbunden, deshalb zählt alles nach dem ersten Doppelpunkt zum Passwort (RFC 7617 verbietet einen Doppelpunkt im Benutzernamen).</translation>
    </message>
    <message>
        <source>The user name on this client contains a colon. With Basic everything after the first colon arrives as part of the password (RFC 7617 section 2), so the proxy&apos;s log shows a shorter user name.</source>
        <translation>Der Benutzername auf diesem Client enthält einen Doppelpunkt. Bei Basic kommt alles nach dem ersten Doppelpunkt als Teil des Passworts an (RFC 7617 Abschnitt 2), das Protokoll des Proxys zeigt also einen kürzeren Benutzernamen.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the user name cannot be sent in this way.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Der Benutzername lässt sich so nicht senden.</translation>
    </message>
    <message>
        <source>No proxy can be read from the address that was entered, so nothing could be tested.</source>
        <translation>Aus der eingegebenen Adresse lässt sich kein Proxy lesen, deshalb konnte nichts geprüft werden.</translation>
    </message>
    <message>
        <source>Nothing to look for: no connection was tried, because no host name can be read from what is set on the client. Please tell the desk the proxy&apos;s host name and port.</source>
        <translation>Es ist nichts zu suchen: Es wurde keine Verbindung versucht, weil sich aus der Einstellung auf dem Client kein Hostname lesen lässt. Bitte nennen Sie dem Helpdesk Hostname und Port des Proxys.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down: it was not contacted.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen ist: Er wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy takes a sign-in ticket (the proof of a log-in to the company&apos;s network), and this computer has none that fits; at that point the website was not contacted.</source>
        <translation>Der Proxy nimmt ein Anmelde-Ticket an (den Beleg einer Anmeldung am Firmennetz), und dieser Computer hat kein passendes. Die Website wurde bis dahin nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy offers Negotiate, which uses a Kerberos ticket: the proof that somebody has logged in to the company&apos;s domain. None that fits was found in this session.</source>
        <translation>Der Proxy bietet Negotiate an, das ein Kerberos-Ticket verwendet: den Beleg, dass sich jemand an der Domäne der Firma angemeldet hat. In dieser Sitzung wurde kein passendes gefunden.</translation>
    </message>
    <message>
        <source>Look which tickets there are; the command is the same on Windows, macOS and Linux.</source>
        <translation>Sehen Sie nach, welche Tickets es gibt. Der Befehl ist unter Windows, macOS und Linux derselbe.</translation>
    </message>
    <message>
        <source>On Linux or macOS, get a ticket by hand.</source>
        <translation>Holen Sie unter Linux oder macOS von Hand ein Ticket.</translation>
    </message>
    <message>
        <source>The client has no Kerberos ticket to use for Negotiate. Please check its log-in to the realm; if the service ticket was asked for, the KDC&apos;s log shows the request for the service below.</source>
        <translation>Der Client hat kein Kerberos-Ticket, das er für Negotiate verwenden kann. Bitte prüfen Sie seine Anmeldung am Realm. Wurde ein Dienstticket verlangt, zeigt das Protokoll des KDC die Anfrage nach dem Dienst unten.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refused somebody: no ticket was sent to it.</source>
        <translation>Das heißt nicht, dass der Proxy jemanden abgelehnt hat: Es wurde ihm kein Ticket gesendet.</translation>
    </message>
    <message>
        <source>The sign-in ticket of this computer (the proof of a log-in to the company&apos;s network) has run out, so none was sent to the proxy.</source>
        <translation>Das Anmelde-Ticket dieses Computers (der Beleg einer Anmeldung am Firmennetz) ist abgelaufen, deshalb wurde dem Proxy keines gesendet.</translation>
    </message>
    <message>
        <source>On Linux or macOS, a new ticket comes from this command.</source>
        <translation>Unter Linux oder macOS kommt ein neues Ticket von diesem Befehl.</translation>
    </message>
    <message>
        <source>The client&apos;s Kerberos ticket has ended, so none was sent. Please check why it is not renewed (renewable lifetime, connection to the domain, sleep).</source>
        <translation>Das Kerberos-Ticket des Clients ist abgelaufen, deshalb wurde keines gesendet. Bitte prüfen Sie, warum es nicht erneuert wird (verlängerbare Dauer, Verbindung zur Domäne, Ruhezustand).</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong or has expired: only the ticket has.</source>
        <translation>Das heißt nicht, dass das Passwort falsch oder abgelaufen ist: Nur das Ticket ist abgelaufen.</translation>
    </message>
    <message>
        <source>The sign-in by ticket needs the proxy&apos;s name, but its numeric address is set, so no ticket was sent.</source>
        <translation>Die Anmeldung mit einem Ticket braucht den Namen des Proxys, eingestellt ist aber seine numerische Adresse, deshalb wurde kein Ticket gesendet.</translation>
    </message>
    <message>
        <source>The client is set to the proxy&apos;s numeric address, for which no service ticket can be asked. Please give out the name that is registered as HTTP/name for the proxy&apos;s account.</source>
        <translation>Auf dem Client ist die numerische Adresse des Proxys eingestellt, für die sich kein Dienstticket anfordern lässt. Bitte geben Sie den Namen bekannt, der als HTTP/Name für das Konto des Proxys registriert ist.</translation>
    </message>
    <message>
        <source>It does not mean that the account or the password is wrong: no ticket was asked for.</source>
        <translation>Das heißt nicht, dass Konto oder Passwort falsch sind: Es wurde kein Ticket angefordert.</translation>
    </message>
    <message>
        <source>The company&apos;s sign-in server does not know the proxy by this name, so it issued no ticket for it.</source>
        <translation>Der Anmeldeserver der Firma kennt den Proxy unter diesem Namen nicht und hat deshalb kein Ticket für ihn ausgestellt.</translation>
    </message>
    <message>
        <source>No ticket can be issued for HTTP/name of this proxy. Usually the name is an alias, or the service name was never registered.</source>
        <translation>Für HTTP/Name dieses Proxys lässt sich kein Ticket ausstellen. Meist ist der Name ein Alias, oder der Dienstname wurde nie registriert.</translation>
    </message>
    <message>
        <source>In Active Directory, register the service name for the proxy&apos;s account.</source>
        <translation>Registrieren Sie im Active Directory den Dienstnamen für das Konto des Proxys.</translation>
    </message>
    <message>
        <source>The KDC does not know the service below. Please check which account holds HTTP/ for this name, whether the name is an alias, and register the name that clients use.</source>
        <translation>Der KDC kennt den Dienst unten nicht. Bitte prüfen Sie, welches Konto HTTP/ für diesen Namen hat und ob der Name ein Alias ist, und registrieren Sie den Namen, den Clients verwenden.</translation>
    </message>
    <message>
        <source>It does not mean that the user&apos;s password is wrong or that the proxy refused somebody: no ticket could be sent.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist oder der Proxy jemanden abgelehnt hat: Es konnte kein Ticket gesendet werden.</translation>
    </message>
    <message>
        <source>The clocks differ too much for a sign-in by ticket</source>
        <translation>Die Uhren weichen für eine Ticket-Anmeldung zu weit ab</translation>
    </message>
    <message>
        <source>The clock of this computer and those of the company differ too much for a sign-in by ticket.</source>
        <translation>Die Uhr dieses Computers und die der Firma weichen für eine Anmeldung mit einem Ticket zu stark voneinander ab.</translation>
    </message>
    <message>
        <source>A sign-in by ticket (Kerberos) allows a difference of five minutes at most, unless somebody has set it otherwise.</source>
        <translation>Eine Anmeldung mit einem Ticket (Kerberos) erlaubt höchstens fünf Minuten Unterschied, falls es niemand anders eingestellt hat.</translation>
    </message>
    <message>
        <source>Compare this computer&apos;s clock with the right time and set it.</source>
        <translation>Vergleichen Sie die Uhr dieses Computers mit der richtigen Zeit, und stellen Sie sie.</translation>
    </message>
    <message>
        <source>Switch on automatic time, and check date and time zone.</source>
        <translation>Schalten Sie die automatische Uhrzeit ein, und prüfen Sie Datum und Zeitzone.</translation>
    </message>
    <message>
        <source>The clocks of client, proxy and KDC differ by more than Kerberos allows (usually 5 minutes). Please compare the time of each with the facts below and correct the wrong one.</source>
        <translation>Die Uhren von Client, Proxy und KDC weichen stärker voneinander ab, als Kerberos erlaubt (meist 5 Minuten). Bitte vergleichen Sie die Zeit bei jedem mit den Angaben unten, und stellen Sie die falsche richtig.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: a ticket counts only while the clocks agree.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Ein Ticket gilt nur, solange die Uhren übereinstimmen.</translation>
    </message>
    <message>
        <source>The company&apos;s server that issues sign-in tickets does not answer, so no ticket could be sent to the proxy.</source>
        <translation>Der Server der Firma, der Anmelde-Tickets ausstellt, antwortet nicht, deshalb konnte dem Proxy kein Ticket gesendet werden.</translation>
    </message>
    <message>
        <source>No server that issues tickets (a domain controller, in Kerberos the KDC) is found or answers from this computer. This is common outside of the company&apos;s network.</source>
        <translation>Von diesem Computer aus wird kein Server gefunden, der Tickets ausstellt (ein Domänencontroller, bei Kerberos der KDC), oder keiner antwortet. Außerhalb des Firmennetzes ist das üblich.</translation>
    </message>
    <message>
        <source>The client finds or reaches no KDC of its realm. Please check the SRV records _kerberos._tcp and _kerberos._udp and port 88 from the client&apos;s network.</source>
        <translation>Der Client findet oder erreicht keinen KDC seines Realms. Bitte prüfen Sie die SRV-Einträge _kerberos._tcp und _kerberos._udp und Port 88 vom Netz des Clients aus.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down or that the password is wrong: it is another server that does not answer.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen oder das Passwort falsch ist: Es ist ein anderer Server, der nicht antwortet.</translation>
    </message>
    <message>
        <source>The proxy refuses the ticket</source>
        <translation>Der Proxy lehnt das Ticket ab</translation>
    </message>
    <message>
        <source>A ticket for the proxy could be had, but the proxy does not accept it. Usually it cannot read it: its key is older than the account&apos;s, the encryption is not allowed, or the name belongs to another account.</source>
        <translation>Ein Ticket für den Proxy war zu haben, aber der Proxy nimmt es nicht an. Meist kann er es nicht lesen: Sein Schlüssel ist älter als der des Kontos, die Verschlüsselung ist nicht erlaubt, oder der Name gehört zu einem anderen Konto.</translation>
    </message>
    <message>
        <source>Get a fresh ticket once; if that is refused too, the people who run the proxy must check its key file (keytab).</source>
        <translation>Holen Sie einmal ein frisches Ticket. Wird auch dieses abgelehnt, müssen die Betreiber des Proxys dessen Schlüsseldatei (Keytab) prüfen.</translation>
    </message>
    <message>
        <source>Lock and unlock the screen with the company&apos;s network connected, or log in again, and repeat the test once.</source>
        <translation>Sperren und entsperren Sie den Bildschirm bei verbundenem Firmennetz, oder melden Sie sich neu an, und wiederholen Sie den Test einmal.</translation>
    </message>
    <message>
        <source>List what the proxy&apos;s key file (keytab) holds, and compare it with the values shown.</source>
        <translation>Zeigen Sie an, was die Schlüsseldatei (Keytab) des Proxys enthält, und vergleichen Sie es mit den gezeigten Werten.</translation>
    </message>
    <message>
        <source>Renew the proxy&apos;s keytab if key version, encryption or service name differ.</source>
        <translation>Erneuern Sie den Keytab des Proxys, falls Schlüsselversion, Verschlüsselung oder Dienstname abweichen.</translation>
    </message>
    <message>
        <source>The proxy refused the service ticket below. Please compare service name, realm, encryption type and key version (kvno) with the proxy&apos;s keytab (klist -k -t -e) and with the account&apos;s current key, and look into its authentication helper&apos;s log at this time.</source>
        <translation>Der Proxy hat das Dienstticket unten abgelehnt. Bitte vergleichen Sie Dienstname, Realm, Verschlüsselungstyp und Schlüsselversion (kvno) mit dem Keytab des Proxys (klist -k -t -e) und mit dem aktuellen Schlüssel des Kontos, und sehen Sie zu dieser Zeit in das Protokoll seines Anmeldehelfers.</translation>
    </message>
    <message>
        <source>It does not mean that the user&apos;s password is wrong: the password was not sent to the proxy, only the ticket was.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: An den Proxy ging nicht das Passwort, sondern nur das Ticket.</translation>
    </message>
    <message>
        <source>This computer lacks what a sign-in by ticket needs, so that way was not tried.</source>
        <translation>Diesem Computer fehlt, was eine Anmeldung mit einem Ticket braucht, deshalb wurde dieser Weg nicht versucht.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: the client lacks the Kerberos library (GSSAPI, or SSPI on Windows), so Negotiate was not tried.</source>
        <translation>Am Proxy ist nichts zu suchen: Dem Client fehlt die Kerberos-Bibliothek (GSSAPI, unter Windows SSPI), deshalb wurde Negotiate nicht versucht.</translation>
    </message>
    <message>
        <source>It does not mean that the account may not use the proxy: the sign-in by ticket was not tried.</source>
        <translation>Das heißt nicht, dass das Konto den Proxy nicht benutzen darf: Die Anmeldung mit einem Ticket wurde nicht versucht.</translation>
    </message>
    <message>
        <source>The name service (DNS), which turns names into addresses, gave none for the proxy&apos;s name.</source>
        <translation>Der Namensdienst (DNS), der Namen in Adressen übersetzt, hat zum Namen des Proxys keine genannt.</translation>
    </message>
    <message>
        <source>The client&apos;s name service gives no address for the proxy&apos;s name. Please check that the name exists in the zone this client asks (inside, outside, VPN) and which servers it is set to ask.</source>
        <translation>Der Namensdienst des Clients nennt zum Namen des Proxys keine Adresse. Bitte prüfen Sie, ob es den Namen in der Zone gibt, die dieser Client fragt (innen, außen, VPN), und welche Server er fragt.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down or that a password is wrong: the proxy was not contacted.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen oder ein Passwort falsch ist: Der Proxy wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy&apos;s port refuses the connection</source>
        <translation>Der Port des Proxys lehnt die Verbindung ab</translation>
    </message>
    <message>
        <source>The address of the proxy was reached, but the connection was refused on this port, so the website was not contacted.</source>
        <translation>Die Adresse des Proxys wurde erreicht, aber die Verbindung wurde an diesem Port abgelehnt, deshalb wurde die Website nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Every address refused the connection at once. Usually the port is wrong or the proxy program does not run; seldom a firewall refuses in its place.</source>
        <translation>Jede Adresse hat die Verbindung sofort abgelehnt. Meist ist der Port falsch, oder das Proxy-Programm läuft nicht; selten lehnt eine Firewall an seiner Stelle ab.</translation>
    </message>
    <message>
        <source>The address below answers connections to this port with a reset. Please check that the proxy runs and listens on this address and port, and that no firewall rejects this source.</source>
        <translation>Die Adresse unten beantwortet Verbindungen zu diesem Port mit einem Reset. Bitte prüfen Sie, ob der Proxy läuft und auf dieser Adresse und diesem Port wartet und ob keine Firewall diese Quelle abweist.</translation>
    </message>
    <message>
        <source>It does not mean that a password is wrong: nothing was sent.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch ist: Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Connections from this client to the addresses below get no answer at all. Please look for dropped packets of this source in the firewalls between, and check the route back.</source>
        <translation>Verbindungen von diesem Client zu den Adressen unten erhalten gar keine Antwort. Bitte suchen Sie in den Firewalls dazwischen nach verworfenen Paketen dieser Quelle, und prüfen Sie den Rückweg.</translation>
    </message>
    <message>
        <source>This computer finds no way through the network to the proxy, so the website was not contacted.</source>
        <translation>Dieser Computer findet keinen Weg durch das Netzwerk zum Proxy, deshalb wurde die Website nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The system says that the network or host cannot be reached: usually there is no connection, or no route to that network.</source>
        <translation>Das System meldet, dass das Netzwerk oder der Rechner nicht erreichbar ist: Meist gibt es keine Verbindung oder keinen Weg in dieses Netz.</translation>
    </message>
    <message>
        <source>The client&apos;s own system, or a router near it, says that there is no way to the addresses below. Please check its routes and VPN, and the address family (IPv4 or IPv6).</source>
        <translation>Das System des Clients selbst oder ein Router in seiner Nähe meldet, dass es keinen Weg zu den Adressen unten gibt. Bitte prüfen Sie Routen und VPN sowie die Adressfamilie (IPv4 oder IPv6).</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down or that a password is wrong: the proxy was not reached.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen oder ein Passwort falsch ist: Der Proxy wurde nicht erreicht.</translation>
    </message>
    <message>
        <source>The connection was cut without an answer</source>
        <translation>Die Verbindung wurde ohne Antwort getrennt</translation>
    </message>
    <message>
        <source>The connection to the proxy was cut before any answer came; whether the website was contacted is not known.</source>
        <translation>Die Verbindung zum Proxy wurde getrennt, bevor eine Antwort kam. Ob die Website kontaktiert wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The connection came up, but was closed or reset without any answer. A device in between may cut it, or the port serves something else.</source>
        <translation>Die Verbindung kam zustande, wurde aber ohne Antwort geschlossen oder zurückgesetzt. Vielleicht trennt sie ein Gerät dazwischen, oder der Port dient etwas anderem.</translation>
    </message>
    <message>
        <source>The connection below was made and then ended by the other side without a byte of an answer. Please look in the logs of the proxy, and of firewalls and filters between, who ended it.</source>
        <translation>Die Verbindung unten kam zustande und wurde dann von der Gegenseite ohne ein Byte Antwort beendet. Bitte sehen Sie in den Protokollen des Proxys und der Firewalls und Filter dazwischen nach, wer sie beendet hat.</translation>
    </message>
    <message>
        <source>It does not mean that a password was refused: no answer came that could say so.</source>
        <translation>Das heißt nicht, dass ein Passwort abgelehnt wurde: Es kam keine Antwort, die das sagen könnte.</translation>
    </message>
    <message>
        <source>The connection below was made and the request sent, and no byte came back within the time limit. Please check the proxy&apos;s load, its helper processes for sign-ins and its own name service at this time.</source>
        <translation>Die Verbindung unten kam zustande, die Anfrage wurde gesendet, und innerhalb der Zeitgrenze kam kein Byte zurück. Bitte prüfen Sie zu dieser Zeit die Last des Proxys, seine Helfer für Anmeldungen und seinen eigenen Namensdienst.</translation>
    </message>
    <message>
        <source>The proxy&apos;s addresses do not all work alike</source>
        <translation>Die Adressen des Proxys arbeiten nicht alle gleich</translation>
    </message>
    <message>
        <source>The proxy has several addresses and not all of them work, so it can fail now and then.</source>
        <translation>Der Proxy hat mehrere Adressen, und nicht alle funktionieren, deshalb kann er hin und wieder versagen.</translation>
    </message>
    <message>
        <source>Until then, enter an address that works in place of the name; a sign-in by ticket (Kerberos) needs the name, though.</source>
        <translation>Geben Sie bis dahin anstelle des Namens eine Adresse ein, die funktioniert. Eine Anmeldung mit einem Ticket (Kerberos) braucht allerdings den Namen.</translation>
    </message>
    <message>
        <source>The proxy&apos;s name has several addresses, and they behave differently from this client. Please compare the addresses below, repair the one that fails or take it out of the name service.</source>
        <translation>Der Name des Proxys hat mehrere Adressen, und sie verhalten sich von diesem Client aus verschieden. Bitte vergleichen Sie die Adressen unten, und reparieren Sie die fehlerhafte oder nehmen Sie sie aus dem Namensdienst.</translation>
    </message>
    <message>
        <source>It does not mean that the whole proxy is down.</source>
        <translation>Das heißt nicht, dass der ganze Proxy ausgefallen ist.</translation>
    </message>
    <message>
        <source>The answer looks like the login page of this network (as in a hotel or train), so the proxy was probably not reached.</source>
        <translation>Die Antwort sieht nach der Anmeldeseite dieses Netzes aus (wie im Hotel oder Zug), der Proxy wurde also wohl nicht erreicht.</translation>
    </message>
    <message>
        <source>The answer below looks like a guest network&apos;s login page in place of the proxy&apos;s answer. Nothing to look for on the proxy: the request did not reach it.</source>
        <translation>Die Antwort unten sieht nach der Anmeldeseite eines Gastnetzes anstelle einer Antwort des Proxys aus. Am Proxy ist nichts zu suchen: Die Anfrage hat ihn nicht erreicht.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refused the password: by all signs it was not reached.</source>
        <translation>Das heißt nicht, dass der Proxy das Passwort abgelehnt hat: Allem Anschein nach wurde er nicht erreicht.</translation>
    </message>
    <message>
        <source>The connection was closed in the middle of the sign-in, so your password was not judged.</source>
        <translation>Die Verbindung wurde mitten in der Anmeldung geschlossen, deshalb wurde Ihr Passwort nicht beurteilt.</translation>
    </message>
    <message>
        <source>An NTLM sign-in (the Windows method) takes three messages on one and the same connection. This one did not stay the same to the end.</source>
        <translation>Eine NTLM-Anmeldung (das Verfahren von Windows) braucht drei Nachrichten auf ein und derselben Verbindung. Diese blieb nicht bis zum Ende dieselbe.</translation>
    </message>
    <message>
        <source>If the program itself opens a new connection for each step, update it, or let a helper such as px or cntlm sign in for it.</source>
        <translation>Öffnet das Programm selbst für jeden Schritt eine neue Verbindung, aktualisieren Sie es, oder lassen Sie ein Hilfsprogramm wie px oder cntlm die Anmeldung übernehmen.</translation>
    </message>
    <message>
        <source>An NTLM sign-in lost its connection between the challenge and the answer to it. Please check whether the proxy, a load balancer or a firewall closes the connection after a 407 (Connection: close, idle limits, HTTP/1.0), or whether the client opens a new one for each step.</source>
        <translation>Eine NTLM-Anmeldung hat zwischen der Aufforderung und der Antwort darauf ihre Verbindung verloren. Bitte prüfen Sie, ob der Proxy, ein Lastverteiler oder eine Firewall die Verbindung nach einem 407 schließt (Connection: close, Zeitgrenzen, HTTP/1.0) oder ob der Client für jeden Schritt eine neue öffnet.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the sign-in was cut off before it was decided.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Die Anmeldung wurde abgebrochen, bevor sie entschieden war.</translation>
    </message>
    <message>
        <source>The proxy refused the first step of the sign-in, in which no password is sent yet.</source>
        <translation>Der Proxy hat den ersten Schritt der Anmeldung abgelehnt, in dem noch kein Passwort gesendet wird.</translation>
    </message>
    <message>
        <source>The opening message of an NTLM sign-in (the Windows method) was answered with an error, or with the same question once more.</source>
        <translation>Die Eröffnungsnachricht einer NTLM-Anmeldung (das Verfahren von Windows) wurde mit einem Fehler beantwortet oder noch einmal mit derselben Frage.</translation>
    </message>
    <message>
        <source>Try another program, to see whether only this one&apos;s first message is refused.</source>
        <translation>Versuchen Sie es mit einem anderen Programm, um zu sehen, ob nur dessen erste Nachricht abgelehnt wird.</translation>
    </message>
    <message>
        <source>The proxy refused the first NTLM message, which holds no password. Please check that its NTLM helper (for instance ntlm_auth with winbind) runs, has free processes and is joined to the domain, and that it accepts the flags of this client.</source>
        <translation>Der Proxy hat die erste NTLM-Nachricht abgelehnt, die kein Passwort enthält. Bitte prüfen Sie, ob sein NTLM-Helfer (etwa ntlm_auth mit winbind) läuft, freie Prozesse hat und Mitglied der Domäne ist und ob er die Flags dieses Clients annimmt.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the refused message holds none.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Die abgelehnte Nachricht enthält keines.</translation>
    </message>
    <message>
        <source>Several computers of the proxy took part in the sign-in</source>
        <translation>An der Anmeldung waren mehrere Computer des Proxys beteiligt</translation>
    </message>
    <message>
        <source>The sign-in reached different computers behind the proxy&apos;s name, so it can fail although the password is right.</source>
        <translation>Die Anmeldung hat verschiedene Computer hinter dem Namen des Proxys erreicht, deshalb kann sie scheitern, obwohl das Passwort stimmt.</translation>
    </message>
    <message>
        <source>An NTLM sign-in (the Windows method) must end on the computer on which it began. The proxy&apos;s messages name different computers, as happens when a load balancer spreads the steps.</source>
        <translation>Eine NTLM-Anmeldung (das Verfahren von Windows) muss auf dem Computer enden, auf dem sie begann. Die Nachrichten des Proxys nennen verschiedene Computer, wie es vorkommt, wenn ein Lastverteiler die Schritte verteilt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s NTLM messages come from different nodes (names or Via below). Please make the load balancer keep one client, and at least one connection, on one node.</source>
        <translation>Die NTLM-Nachrichten des Proxys kommen von verschiedenen Knoten (Namen oder Via unten). Bitte lassen Sie den Lastverteiler einen Client, zumindest aber eine Verbindung, auf einem Knoten halten.</translation>
    </message>
    <message>
        <source>It does not prove that the password is wrong: a sign-in that is spread over several computers can fail with the right one.</source>
        <translation>Das beweist nicht, dass das Passwort falsch ist: Eine auf mehrere Computer verteilte Anmeldung kann auch mit dem richtigen scheitern.</translation>
    </message>
    <message>
        <source>The program sent one kind of sign-in under the name of another, so the proxy could not use it.</source>
        <translation>Das Programm hat eine Art der Anmeldung unter dem Namen einer anderen gesendet, deshalb konnte der Proxy sie nicht verwenden.</translation>
    </message>
    <message>
        <source>The token (the block of data that carries a sign-in) and the method&apos;s name (NTLM or Negotiate) do not fit each other.</source>
        <translation>Das Token (der Datenblock, der eine Anmeldung trägt) und der Name des Verfahrens (NTLM oder Negotiate) passen nicht zueinander.</translation>
    </message>
    <message>
        <source>If the proxy wrote it: send NTLM messages under NTLM, and Negotiate tokens under Negotiate.</source>
        <translation>Falls der Proxy es geschrieben hat: Senden Sie NTLM-Nachrichten unter NTLM und Negotiate-Token unter Negotiate.</translation>
    </message>
    <message>
        <source>A token stands under the name of another method in the message below (SPNEGO under NTLM, or NTLM under Negotiate). Please look who writes it, client or proxy, and whether the proxy takes NTLM within Negotiate at all.</source>
        <translation>In der Nachricht unten steht ein Token unter dem Namen eines anderen Verfahrens (SPNEGO unter NTLM oder NTLM unter Negotiate). Bitte sehen Sie nach, wer es schreibt, Client oder Proxy, und ob der Proxy NTLM innerhalb von Negotiate überhaupt annimmt.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the two sides do not speak of the same method.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Die beiden Seiten sprechen nicht vom selben Verfahren.</translation>
    </message>
    <message>
        <source>To test the account in spite of it, allow version 1 for a single test, where nobody can listen: with this option of the console program.</source>
        <translation>Um das Konto trotzdem zu prüfen, erlauben Sie Version 1 für einen einzelnen Test, wo niemand mithören kann: mit dieser Option des Konsolenprogramms.</translation>
    </message>
    <message>
        <source>The NTLM challenge below lacks the target information that NTLMv2 needs (MS-NLMP section 2.2.1.2). Please switch on NTLMv2 on the proxy or its helper, or offer Negotiate.</source>
        <translation>Der NTLM-Aufforderung unten fehlt die Zielinformation, die NTLMv2 braucht (MS-NLMP Abschnitt 2.2.1.2). Bitte schalten Sie am Proxy oder seinem Helfer NTLMv2 ein, oder bieten Sie Negotiate an.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the sign-in stopped before it was sent.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Die Anmeldung hielt an, bevor es gesendet wurde.</translation>
    </message>
    <message>
        <source>The client&apos;s NTLM answer is one of version 1 (a response of 24 bytes). Please refuse NTLMv1 on the proxy and in the domain, and look for the clients that still send it.</source>
        <translation>Die NTLM-Antwort des Clients ist eine der Version 1 (24 Byte lang). Bitte lehnen Sie NTLMv1 am Proxy und in der Domäne ab, und suchen Sie nach Clients, die es noch senden.</translation>
    </message>
    <message>
        <source>It does not mean that the sign-in failed or that somebody did listen: it is weakly protected, even where everything works.</source>
        <translation>Das heißt nicht, dass die Anmeldung fehlschlug oder jemand mitgehört hat: Sie ist schwach geschützt, auch wenn alles funktioniert.</translation>
    </message>
    <message>
        <source>The proxy passed the request on; the 401 below was made by the website. Nothing to do on the proxy.</source>
        <translation>Der Proxy hat die Anfrage weitergeleitet. Die Antwort 401 unten stammt von der Website. Am Proxy ist nichts zu tun.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refused the sign-in: it passed the request on.</source>
        <translation>Das heißt nicht, dass der Proxy die Anmeldung abgelehnt hat: Er hat die Anfrage weitergeleitet.</translation>
    </message>
    <message>
        <source>The proxy passed the request on; the refusal below was made by the website. Many websites refuse by the proxy&apos;s outer address, so please check whether that address stands on a block list.</source>
        <translation>Der Proxy hat die Anfrage weitergeleitet. Die Ablehnung unten stammt von der Website. Viele Websites lehnen nach der äußeren Adresse des Proxys ab, bitte prüfen Sie daher, ob diese auf einer Sperrliste steht.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy blocks the website or refused the sign-in: it passed the request on.</source>
        <translation>Das heißt nicht, dass der Proxy die Website sperrt oder die Anmeldung abgelehnt hat: Er hat die Anfrage weitergeleitet.</translation>
    </message>
    <message>
        <source>The proxy passed the request on; the website has nothing at this address. Nothing to do on the proxy.</source>
        <translation>Der Proxy hat die Anfrage weitergeleitet. Die Website hat unter dieser Adresse nichts. Am Proxy ist nichts zu tun.</translation>
    </message>
    <message>
        <source>Try again after some minutes.</source>
        <translation>Versuchen Sie es nach einigen Minuten noch einmal.</translation>
    </message>
    <message>
        <source>The proxy passed the request on; the error below was made by the website. Nothing to do on the proxy.</source>
        <translation>Der Proxy hat die Anfrage weitergeleitet. Der Fehler unten stammt von der Website. Am Proxy ist nichts zu tun.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy failed or refused the sign-in: it passed the request on.</source>
        <translation>Das heißt nicht, dass der Proxy versagt oder die Anmeldung abgelehnt hat: Er hat die Anfrage weitergeleitet.</translation>
    </message>
    <message>
        <source>The website, or a gateway in front of it, asks for a proxy sign-in, which only a proxy should do.</source>
        <translation>Die Website oder ein Gateway davor verlangt eine Proxy-Anmeldung, was nur ein Proxy tun sollte.</translation>
    </message>
    <message>
        <source>A 407 came after the proxy had accepted the sign-in, and it is not in the proxy&apos;s voice: by all signs the website or a gateway before it made it. Please tell its owner, with the answer below.</source>
        <translation>Eine Antwort 407 kam, nachdem der Proxy die Anmeldung angenommen hatte, und sie sieht nicht nach dem Proxy aus: Allem Anschein nach stammt sie von der Website oder einem Gateway davor. Bitte geben Sie deren Betreiber die Antwort unten weiter.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refused your sign-in: the question comes from behind it.</source>
        <translation>Das heißt nicht, dass der Proxy Ihre Anmeldung abgelehnt hat: Die Frage kommt von dahinter.</translation>
    </message>
    <message>
        <source>Encrypted connections are opened on the way</source>
        <translation>Verschlüsselte Verbindungen werden unterwegs geöffnet</translation>
    </message>
    <message>
        <source>The proxy or a security program reads along in encrypted connections, with a certificate of its own in place of the website&apos;s.</source>
        <translation>Der Proxy oder ein Sicherheitsprogramm liest in verschlüsselten Verbindungen mit und verwendet dabei ein eigenes Zertifikat anstelle dessen der Website.</translation>
    </message>
    <message>
        <source>The certificate in the tunnel carries the name of an inspecting proxy or security program as its issuer. Companies do this to look for malware. A program must trust that authority, or it refuses the website.</source>
        <translation>Das Zertifikat im Tunnel nennt einen inspizierenden Proxy oder ein Sicherheitsprogramm als Aussteller. Firmen tun das, um nach Schadsoftware zu suchen. Ein Programm muss dieser Stelle vertrauen, sonst lehnt es die Website ab.</translation>
    </message>
    <message>
        <source>The certificate shown for the target below was issued by an inspecting proxy or security program. Please check that clients get its authority&apos;s certificate, or exempt targets that cannot work with it.</source>
        <translation>Das Zertifikat, das für das Ziel unten gezeigt wurde, stammt von einem inspizierenden Proxy oder Sicherheitsprogramm. Bitte prüfen Sie, ob Clients das Zertifikat der ausstellenden Stelle erhalten, oder nehmen Sie Ziele aus, die damit nicht funktionieren.</translation>
    </message>
    <message>
        <source>It does not mean an attack: companies often do this on purpose.</source>
        <translation>Das bedeutet nicht unbedingt einen Angriff: Firmen tun das oft mit Absicht.</translation>
    </message>
    <message>
        <source>The proxy opened the tunnel; the TLS handshake with the target, or the check of its certificate, failed on the client. Please check whether the proxy inspects this target, and compare the certificate below with the one seen outside.</source>
        <translation>Der Proxy hat den Tunnel geöffnet. Der TLS-Handshake mit dem Ziel oder die Prüfung seines Zertifikats scheiterte auf dem Client. Bitte prüfen Sie, ob der Proxy dieses Ziel inspiziert, und vergleichen Sie das Zertifikat unten mit dem außen sichtbaren.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refused the sign-in: it had opened the tunnel.</source>
        <translation>Das heißt nicht, dass der Proxy die Anmeldung abgelehnt hat: Er hatte den Tunnel geöffnet.</translation>
    </message>
    <message>
        <source>The proxy blocks this website by its rules; your password is not the reason.</source>
        <translation>Die Regeln des Proxys sperren diese Website. An Ihrem Passwort liegt es nicht.</translation>
    </message>
    <message>
        <source>A rule of the proxy refuses the target below for this user or source. Please look up which rule and category, at this time and source port.</source>
        <translation>Eine Regel des Proxys lehnt das Ziel unten für diesen Benutzer oder diese Quelle ab. Bitte sehen Sie zu dieser Zeit und diesem Quellport nach, welche Regel und Kategorie es ist.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong, and it is not the website that refuses.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist, und es ist nicht die Website, die ablehnt.</translation>
    </message>
    <message>
        <source>The proxy seems not to serve this computer</source>
        <translation>Der Proxy bedient diesen Computer offenbar nicht</translation>
    </message>
    <message>
        <source>By its answer, the proxy does not serve this computer&apos;s address, whatever the password.</source>
        <translation>Seiner Antwort nach bedient der Proxy die Adresse dieses Computers nicht, wie auch immer das Passwort lautet.</translation>
    </message>
    <message>
        <source>Some proxies serve only the addresses on a list. This one refused with a word about the address, or refused everything without asking for a sign-in.</source>
        <translation>Manche Proxys bedienen nur Adressen, die auf einer Liste stehen. Dieser hat mit einem Hinweis auf die Adresse abgelehnt, oder er hat alles abgelehnt, ohne eine Anmeldung zu verlangen.</translation>
    </message>
    <message>
        <source>The proxy refuses this client, by all signs because of its source address. Please look up the address that the proxy saw at this time and, if it is meant to work, add it to the allow-list.</source>
        <translation>Der Proxy lehnt diesen Client ab, allem Anschein nach wegen seiner Quelladresse. Bitte sehen Sie nach, welche Adresse der Proxy zu dieser Zeit gesehen hat, und nehmen Sie sie, falls es funktionieren soll, in die Liste erlaubter Adressen auf.</translation>
    </message>
    <message>
        <source>It does not mean that a password is wrong, and it is not the website that refuses.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch ist, und es ist nicht die Website, die ablehnt.</translation>
    </message>
    <message>
        <source>Plan or state of the account do not allow it</source>
        <translation>Tarif oder Zustand des Kontos lassen es nicht zu</translation>
    </message>
    <message>
        <source>The proxy refuses the account because of its plan, traffic or verification, not because of the password.</source>
        <translation>Der Proxy lehnt das Konto wegen Tarif, Datenmenge oder Bestätigung ab, nicht wegen des Passworts.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer below names the plan, traffic, number of connections or verification of the account. Please check the account at the provider with the code shown.</source>
        <translation>Die Antwort des Anbieters unten nennt Tarif, Datenmenge, Zahl der Verbindungen oder Bestätigung des Kontos. Bitte prüfen Sie das Konto beim Anbieter mit dem gezeigten Code.</translation>
    </message>
    <message>
        <source>The proxy redirects this client to a sign-in or consent page, which only browsers can use. Please say how programs without a browser are to sign in (for instance Kerberos, or an exemption for their targets).</source>
        <translation>Der Proxy leitet diesen Client auf eine Anmelde- oder Zustimmungsseite um, die nur Browser verwenden können. Bitte sagen Sie, wie sich Programme ohne Browser anmelden sollen (etwa mit Kerberos oder durch eine Ausnahme für ihre Ziele).</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong, and it is not the website that redirects.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist, und es ist nicht die Website, die umleitet.</translation>
    </message>
    <message>
        <source>Another proxy behind the first one wants a sign-in of its own.</source>
        <translation>Ein weiterer Proxy hinter dem ersten verlangt eine eigene Anmeldung.</translation>
    </message>
    <message>
        <source>The question, or the refusal, comes from a parent proxy. A program can sign in to the first one only.</source>
        <translation>Die Frage oder die Ablehnung kommt von einem übergeordneten Proxy. Ein Programm kann sich nur beim ersten anmelden.</translation>
    </message>
    <message>
        <source>A parent proxy behind the first one wants or refuses a sign-in. Please check the first proxy&apos;s own credentials for its parent (with Squid: the login option of cache_peer).</source>
        <translation>Ein übergeordneter Proxy hinter dem ersten verlangt eine Anmeldung oder lehnt sie ab. Bitte prüfen Sie die eigenen Anmeldedaten des ersten Proxys für den übergeordneten (bei Squid: die Option login von cache_peer).</translation>
    </message>
    <message>
        <source>It does not mean that your password is wrong: the sign-in that is missing is one between two proxies.</source>
        <translation>Das heißt nicht, dass Ihr Passwort falsch ist: Es fehlt eine Anmeldung zwischen zwei Proxys.</translation>
    </message>
    <message>
        <source>The proxy works, but it could not reach the website.</source>
        <translation>Der Proxy funktioniert, er konnte die Website aber nicht erreichen.</translation>
    </message>
    <message>
        <source>The proxy reports that it could not reach the target below. Please test from the proxy itself: name service, route, firewall, and whether the target answers there.</source>
        <translation>Der Proxy meldet, dass er das Ziel unten nicht erreichen konnte. Bitte prüfen Sie vom Proxy selbst aus: Namensdienst, Weg, Firewall und ob das Ziel dort antwortet.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong or that the proxy forbids the website.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist oder der Proxy die Website verbietet.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in and then does not answer on the same connection.</source>
        <translation>Der Proxy verlangt eine Anmeldung und antwortet dann auf derselben Verbindung nicht mehr.</translation>
    </message>
    <message>
        <source>After its 407 the proxy does not answer the signed-in request on the same connection, but it does on a new one. Please update it, or let it close the connection with the 407 (Connection: close).</source>
        <translation>Nach seiner Antwort 407 beantwortet der Proxy die Anfrage mit Anmeldung auf derselben Verbindung nicht, auf einer neuen aber schon. Bitte aktualisieren Sie ihn, oder lassen Sie ihn die Verbindung mit dem 407 schließen (Connection: close).</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: on a new connection the same sign-in passes.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Auf einer neuen Verbindung wird dieselbe Anmeldung angenommen.</translation>
    </message>
    <message>
        <source>The proxy failed with an error of its own, which says nothing about your password.</source>
        <translation>Beim Proxy ist ein eigener Fehler aufgetreten, der nichts über Ihr Passwort sagt.</translation>
    </message>
    <message>
        <source>The proxy answered the request below with an error of its own. Please look into its log at this time: helper processes, directory connection, storage.</source>
        <translation>Der Proxy hat die Anfrage unten mit einem eigenen Fehler beantwortet. Bitte sehen Sie zu dieser Zeit in sein Protokoll: Hilfsprozesse, Verbindung zum Verzeichnis, Speicher.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong, and it is not the website&apos;s fault.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist, und es liegt nicht an der Website.</translation>
    </message>
    <message>
        <source>The 407 below has no Proxy-Authenticate field, which RFC 9110 section 11.7.1 demands. Please compare the answer on the proxy itself with the one that reaches the client: a second proxy or filter in between may remove the field.</source>
        <translation>Der Antwort 407 unten fehlt die Kopfzeile Proxy-Authenticate, die RFC 9110 Abschnitt 11.7.1 verlangt. Bitte vergleichen Sie die Antwort am Proxy selbst mit der, die beim Client ankommt: Ein zweiter Proxy oder Filter dazwischen entfernt die Zeile vielleicht.</translation>
    </message>
    <message>
        <source>It does not mean that a password is wrong: the proxy does not say how one could be sent.</source>
        <translation>Das heißt nicht, dass ein Passwort falsch ist: Der Proxy sagt nicht, wie eines gesendet werden könnte.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in in a form that programs may be unable to read; at that point the website was not contacted.</source>
        <translation>Der Proxy verlangt eine Anmeldung in einer Form, die Programme vielleicht nicht lesen können. Die Website wurde bis dahin nicht kontaktiert.</translation>
    </message>
    <message>
        <source>A challenge in the answer below cannot be read or lacks a part that it must have. Please compare it with RFC 9110 section 11 (and RFC 7616 or 7617 for Digest or Basic); the exact bytes are marked in the recording.</source>
        <translation>Eine Aufforderung (Challenge) in der Antwort unten ist nicht lesbar, oder es fehlt ein vorgeschriebener Teil. Bitte vergleichen Sie sie mit RFC 9110 Abschnitt 11 (und RFC 7616 oder 7617 für Digest oder Basic). Die genauen Bytes sind in der Aufzeichnung markiert.</translation>
    </message>
    <message>
        <source>It does not mean that the website blocks anything: this answer was made before the website was asked.</source>
        <translation>Das heißt nicht, dass die Website etwas sperrt: Diese Antwort entstand, bevor die Website gefragt wurde.</translation>
    </message>
    <message>
        <source>The proxy offers only the methods below, and none of them is Basic, Digest, NTLM or Negotiate. Please say which clients can do them, or offer a common one as well.</source>
        <translation>Der Proxy bietet nur die Verfahren unten an, und keines davon ist Basic, Digest, NTLM oder Negotiate. Bitte nennen Sie Clients, die sie beherrschen, oder bieten Sie auch ein verbreitetes an.</translation>
    </message>
    <message>
        <source>The methods that the proxy offers cannot be served by this client as it is set up. Please say which method is meant for clients of this kind.</source>
        <translation>Die Verfahren, die der Proxy anbietet, kann dieser Client so, wie er eingerichtet ist, nicht bedienen. Bitte sagen Sie, welches Verfahren für solche Clients vorgesehen ist.</translation>
    </message>
    <message>
        <source>The proxy asks for its sign-in in the way websites do, so programs believe that the website asks.</source>
        <translation>Der Proxy verlangt seine Anmeldung so, wie es Websites tun, deshalb glauben Programme, die Website frage danach.</translation>
    </message>
    <message>
        <source>Let the proxy answer 407 with Proxy-Authenticate (with HAProxy: option http-use-proxy-header; with tinyproxy: a release later than 1.11.2).</source>
        <translation>Lassen Sie den Proxy 407 mit Proxy-Authenticate antworten (bei HAProxy: option http-use-proxy-header; bei tinyproxy: eine Version nach 1.11.2).</translation>
    </message>
    <message>
        <source>The proxy answers 401 with WWW-Authenticate, which belongs to websites; a proxy has to answer 407 with Proxy-Authenticate (RFC 9110 sections 15.5.2 and 15.5.8). Please correct the answer below at its source.</source>
        <translation>Der Proxy antwortet 401 mit WWW-Authenticate, was Websites vorbehalten ist. Ein Proxy muss 407 mit Proxy-Authenticate antworten (RFC 9110 Abschnitte 15.5.2 und 15.5.8). Bitte berichtigen Sie die Antwort unten an ihrer Quelle.</translation>
    </message>
    <message>
        <source>It does not mean that the website wants a password, although programs take it so.</source>
        <translation>Das heißt nicht, dass die Website ein Passwort verlangt, auch wenn Programme es so verstehen.</translation>
    </message>
    <message>
        <source>Basic credentials travel, or would travel, to the proxy without TLS. Please offer a TLS port for the proxy, or a method that does not send the password.</source>
        <translation>Basic-Anmeldungen gehen ohne TLS an den Proxy oder würden so gehen. Bitte bieten Sie für den Proxy einen TLS-Port an oder ein Verfahren, das das Passwort nicht sendet.</translation>
    </message>
    <message>
        <source>It does not mean that the sign-in failed or that somebody did listen: it could be read, even where everything works.</source>
        <translation>Das heißt nicht, dass die Anmeldung fehlschlug oder jemand mitgelesen hat: Sie könnte mitgelesen werden, auch wenn alles funktioniert.</translation>
    </message>
    <message>
        <source>A plain request and CONNECT get different challenges from the proxy. Please check whether its rules for CONNECT are meant to differ; clients that can do only one of the methods fail for one kind of website.</source>
        <translation>Eine unverschlüsselte Anfrage und CONNECT erhalten vom Proxy verschiedene Aufforderungen (Challenges). Bitte prüfen Sie, ob die Regeln für CONNECT abweichen sollen. Clients, die nur eines der Verfahren beherrschen, scheitern bei einer Art von Websites.</translation>
    </message>
    <message>
        <source>The proxy settings on this computer contradict each other, so programs can behave differently.</source>
        <translation>Die Proxy-Einstellungen auf diesem Computer widersprechen einander, deshalb können sich Programme verschieden verhalten.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: the client&apos;s own settings name different proxies or sign-ins in different places. Please say which one is meant.</source>
        <translation>Am Proxy ist nichts zu suchen: Die Einstellungen des Clients nennen an verschiedenen Stellen verschiedene Proxys oder Anmeldungen. Bitte sagen Sie, was gelten soll.</translation>
    </message>
    <message>
        <source>It does not mean that one of the proxies is down.</source>
        <translation>Das heißt nicht, dass einer der Proxys ausgefallen ist.</translation>
    </message>
    <message>
        <source>The proxy setting is missing in one place</source>
        <translation>Die Proxy-Einstellung fehlt an einer Stelle</translation>
    </message>
    <message>
        <source>The proxy, or its sign-in, is set in one place on this computer and missing in another that some programs read.</source>
        <translation>Der Proxy oder seine Anmeldung ist auf diesem Computer an einer Stelle eingetragen und fehlt an einer anderen, die manche Programme lesen.</translation>
    </message>
    <message>
        <source>Each program reads its own place: environment variables, the desktop&apos;s settings, or a file of its own.</source>
        <translation>Jedes Programm liest seine eigene Stelle: Umgebungsvariablen, die Einstellungen des Desktops oder eine eigene Datei.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: on the client the proxy, or its sign-in, is set in one place and missing in another. Programs that read the latter go without it.</source>
        <translation>Am Proxy ist nichts zu suchen: Auf dem Client ist der Proxy oder seine Anmeldung an einer Stelle eingetragen und fehlt an einer anderen. Programme, die diese lesen, kommen ohne aus.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refuses these programs: they do not use it, or not with the sign-in.</source>
        <translation>Das heißt nicht, dass der Proxy diese Programme ablehnt: Sie verwenden ihn nicht oder nicht mit der Anmeldung.</translation>
    </message>
    <message>
        <source>The settings of this computer send this website past the proxy, at least for some programs.</source>
        <translation>Die Einstellungen dieses Computers leiten diese Website am Proxy vorbei, zumindest bei manchen Programmen.</translation>
    </message>
    <message>
        <source>An exception list (NO_PROXY) or the PAC file (a script that tells programs which proxy to use) sends this website directly.</source>
        <translation>Eine Ausnahmeliste (NO_PROXY) oder die PAC-Datei (ein Skript, das Programmen sagt, welchen Proxy sie verwenden) leitet diese Website direkt.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: the client&apos;s exceptions send the target below past it. If that is not meant, please correct the list or the PAC file where it is given out.</source>
        <translation>Am Proxy ist nichts zu suchen: Die Ausnahmen auf dem Client leiten das Ziel unten an ihm vorbei. Falls das nicht so gewollt ist, berichtigen Sie bitte die Liste oder die PAC-Datei dort, wo sie verteilt wird.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy blocks the website: these programs do not ask it.</source>
        <translation>Das heißt nicht, dass der Proxy die Website sperrt: Diese Programme fragen ihn nicht.</translation>
    </message>
    <message>
        <source>On Linux and macOS, set the variable in lower case as well.</source>
        <translation>Setzen Sie die Variable unter Linux und macOS auch in Kleinbuchstaben.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: on the client only HTTP_PROXY is set, which curl and others ignore for http URLs, so these requests do not come by.</source>
        <translation>Am Proxy ist nichts zu suchen: Auf dem Client ist nur HTTP_PROXY gesetzt. curl und andere beachten das für http-URLs nicht, deshalb kommen diese Anfragen nicht vorbei.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down: some programs do not use it.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen ist: Manche Programme verwenden ihn nicht.</translation>
    </message>
    <message>
        <source>Open the address of the PAC file in a browser without a proxy, and check its spelling and the network or VPN.</source>
        <translation>Öffnen Sie die Adresse der PAC-Datei in einem Browser ohne Proxy, und prüfen Sie die Schreibweise und das Netzwerk oder VPN.</translation>
    </message>
    <message>
        <source>The PAC file below could not be fetched by this client. Please check the server that gives it out, and that clients reach it without a sign-in and without the proxy.</source>
        <translation>Die PAC-Datei unten konnte dieser Client nicht laden. Bitte prüfen Sie den Server, der sie verteilt, und ob Clients ihn ohne Anmeldung und ohne den Proxy erreichen.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down: the file that names it is missing.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen ist: Es fehlt die Datei, die ihn nennt.</translation>
    </message>
    <message>
        <source>The PAC file below was fetched, but its script fails as shown. Please correct it and test it with more than one client: browsers forgive different faults.</source>
        <translation>Die PAC-Datei unten wurde geladen, aber ihr Skript versagt wie gezeigt. Bitte berichtigen Sie es, und prüfen Sie es mit mehreren Clients: Browser verzeihen verschiedene Fehler.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down: the file that names it has a fault.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen ist: Die Datei, die ihn nennt, hat einen Fehler.</translation>
    </message>
    <message>
        <source>The PAC file below names another proxy for this target than the one that was tested. Please say which one is meant; look for the client&apos;s requests in the log of the one that the file names.</source>
        <translation>Die PAC-Datei unten nennt für dieses Ziel einen anderen Proxy als den geprüften. Bitte sagen Sie, welcher gelten soll. Suchen Sie die Anfragen des Clients im Protokoll dessen, den die Datei nennt.</translation>
    </message>
    <message>
        <source>It does not say anything about the proxy that was tested: programs that follow the file use another one.</source>
        <translation>Das sagt nichts über den geprüften Proxy: Programme, die der Datei folgen, verwenden einen anderen.</translation>
    </message>
    <message>
        <source>Your sign-in was not accepted by the SOCKS proxy (the password, or the state of the account); the website was not contacted.</source>
        <translation>Der SOCKS-Proxy hat Ihre Anmeldung nicht angenommen (es liegt am Passwort oder am Zustand des Kontos). Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy&apos;s reply to the user name and password was a refusal (RFC 1929). Either the password is not the right one, or the account cannot be used at present; the reply is the same.</source>
        <translation>Der Proxy hat auf Benutzername und Passwort mit einer Ablehnung geantwortet (RFC 1929). Entweder ist das Passwort nicht das richtige, oder das Konto ist zurzeit nicht benutzbar; die Antwort ist dieselbe.</translation>
    </message>
    <message>
        <source>Check the password by hand once, then ask whether the account may use this proxy.</source>
        <translation>Prüfen Sie das Passwort einmal von Hand, und fragen Sie dann, ob das Konto diesen Proxy benutzen darf.</translation>
    </message>
    <message>
        <source>Look up whether the account exists, is locked or expired, and may use this proxy.</source>
        <translation>Sehen Sie nach, ob es das Konto gibt, ob es gesperrt oder abgelaufen ist und ob es diesen Proxy benutzen darf.</translation>
    </message>
    <message>
        <source>The SOCKS server refused user name and password (RFC 1929). Please look up at this time and source port which check failed: unknown user, wrong password, account locked or not allowed.</source>
        <translation>Der SOCKS-Server hat Benutzername und Passwort abgelehnt (RFC 1929). Bitte sehen Sie zu dieser Zeit und diesem Quellport nach, welche Prüfung fehlschlug: unbekannter Benutzer, falsches Passwort, Konto gesperrt oder nicht zugelassen.</translation>
    </message>
    <message>
        <source>It is not a block by the website: the website was not contacted.</source>
        <translation>Es ist keine Sperre durch die Website: Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>No agreement with the SOCKS proxy on how to sign in</source>
        <translation>Keine Einigung mit dem SOCKS-Proxy über die Anmeldung</translation>
    </message>
    <message>
        <source>With SOCKS, program and proxy first agree on the version and on a way of signing in (RFC 1928).</source>
        <translation>Bei SOCKS einigen sich Programm und Proxy zuerst auf die Version und auf ein Anmeldeverfahren (RFC 1928).</translation>
    </message>
    <message>
        <source>Client and SOCKS server do not agree on version or method. Please say which version (4 or 5) and which methods (none, user name and password, GSSAPI) the server takes from this source.</source>
        <translation>Client und SOCKS-Server einigen sich nicht auf Version oder Verfahren. Bitte sagen Sie, welche Version (4 oder 5) und welche Verfahren (keines, Benutzername und Passwort, GSSAPI) der Server von dieser Quelle annimmt.</translation>
    </message>
    <message>
        <source>Nothing to look for on the proxy: user name or password do not fit into a SOCKS sign-in (1 to 255 bytes each, RFC 1929), so none was sent. Please give out ones that do.</source>
        <translation>Am Proxy ist nichts zu suchen: Benutzername oder Passwort passen nicht in eine SOCKS-Anmeldung (je 1 bis 255 Byte, RFC 1929), deshalb wurde nichts gesendet. Bitte vergeben Sie passende.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: it was not sent.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Es wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>User name and password travel to the SOCKS server unencrypted (RFC 1929). Please offer a way that protects them: an HTTP proxy over TLS, or a tunnel (VPN, SSH, stunnel).</source>
        <translation>Benutzername und Passwort gehen unverschlüsselt an den SOCKS-Server (RFC 1929). Bitte bieten Sie einen geschützten Weg an: einen HTTP-Proxy über TLS oder einen Tunnel (VPN, SSH, stunnel).</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to the website</source>
        <translation>Der SOCKS-Proxy hat die Website nicht verbunden</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not make the connection to this website.</source>
        <translation>Der SOCKS-Proxy hat die Verbindung zu dieser Website nicht hergestellt.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy why it did not make the connection to this website.</source>
        <translation>Fragen Sie die Betreiber des Proxys, warum er die Verbindung zu dieser Website nicht hergestellt hat.</translation>
    </message>
    <message>
        <source>The SOCKS server did not make the connection below and gave the reply code shown. Please look up the rule or the error at this time and source port.</source>
        <translation>Der SOCKS-Server hat die Verbindung unten nicht hergestellt und den gezeigten Antwortcode gesendet. Bitte sehen Sie die Regel oder den Fehler zu dieser Zeit und diesem Quellport nach.</translation>
    </message>
    <message>
        <source>It is not a refusal of the password and not a block by the website: the proxy itself says no.</source>
        <translation>Es ist keine Ablehnung des Passworts und keine Sperre durch die Website: Der Proxy selbst sagt nein.</translation>
    </message>
    <message>
        <source>The connection to the proxy itself is encrypted, and nothing that this computer trusts vouches for its certificate (unknown authority, signed by itself, or withdrawn). It can also mean that another server stands in the proxy&apos;s place.</source>
        <translation>Die Verbindung zum Proxy selbst ist verschlüsselt, und für sein Zertifikat bürgt nichts, dem dieser Computer vertraut (unbekannte Stelle, selbst signiert oder zurückgezogen). Es kann auch bedeuten, dass ein anderer Server an der Stelle des Proxys steht.</translation>
    </message>
    <message>
        <source>Check that this is the company&apos;s proxy, then have its authority&apos;s certificate installed.</source>
        <translation>Prüfen Sie, ob dies der Proxy der Firma ist, und lassen Sie dann das Zertifikat der ausstellenden Stelle installieren.</translation>
    </message>
    <message>
        <source>Ask the people who run the proxy whether the issuer shown is theirs; if so, install the company&apos;s CA certificate on this computer.</source>
        <translation>Fragen Sie die Betreiber des Proxys, ob der gezeigte Aussteller der ihre ist. Wenn ja, installieren Sie das CA-Zertifikat der Firma auf diesem Computer.</translation>
    </message>
    <message>
        <source>The client does not trust the certificate below, which the proxy shows for itself. Please check that it is the right one, that the whole chain is sent, and give out the authority&apos;s certificate.</source>
        <translation>Der Client vertraut dem Zertifikat unten nicht, das der Proxy für sich selbst zeigt. Bitte prüfen Sie, ob es das richtige ist und ob die ganze Kette gesendet wird, und geben Sie das Zertifikat der ausstellenden Stelle heraus.</translation>
    </message>
    <message>
        <source>It does not concern the website&apos;s certificate or the password: nothing was sent after it was seen.</source>
        <translation>Es betrifft nicht das Zertifikat der Website oder das Passwort: Danach wurde nichts mehr gesendet.</translation>
    </message>
    <message>
        <source>The name that clients use for the proxy is not in its certificate. Please give out a name that is, or add this one.</source>
        <translation>Der Name, den Clients für den Proxy verwenden, steht nicht in seinem Zertifikat. Bitte geben Sie einen Namen bekannt, der darin steht, oder fügen Sie diesen hinzu.</translation>
    </message>
    <message>
        <source>The proxy&apos;s own certificate below is not valid at the client&apos;s time. Please renew it, or tell the desk that the client&apos;s clock is wrong.</source>
        <translation>Das eigene Zertifikat des Proxys unten ist nach der Zeit des Clients nicht gültig. Bitte erneuern Sie es, oder sagen Sie dem Helpdesk, dass die Uhr des Clients falsch geht.</translation>
    </message>
    <message>
        <source>It does not mean that the password has expired: it is the proxy&apos;s certificate that is out of date.</source>
        <translation>Das heißt nicht, dass das Passwort abgelaufen ist: Das Zertifikat des Proxys ist nicht mehr gültig.</translation>
    </message>
    <message>
        <source>The proxy wants this computer to show a certificate of its own (a digital pass), and none was shown.</source>
        <translation>Der Proxy verlangt, dass dieser Computer ein eigenes Zertifikat (einen digitalen Ausweis) zeigt, und es wurde keines gezeigt.</translation>
    </message>
    <message>
        <source>Ask for the client certificate of this computer, and install it in the program that fails.</source>
        <translation>Bitten Sie um das Client-Zertifikat dieses Computers, und installieren Sie es in dem Programm, das versagt.</translation>
    </message>
    <message>
        <source>The proxy asks for a client certificate in the TLS handshake and ends it without one. Please say how clients get theirs, or do not require one on this port.</source>
        <translation>Der Proxy verlangt im TLS-Handshake ein Client-Zertifikat und bricht ohne eines ab. Bitte sagen Sie, wie Clients ihres erhalten, oder verlangen Sie an diesem Port keines.</translation>
    </message>
    <message>
        <source>Repeat the test on another computer, to see whether only this one fails.</source>
        <translation>Wiederholen Sie den Test auf einem anderen Computer, um zu sehen, ob nur dieser scheitert.</translation>
    </message>
    <message>
        <source>The TLS handshake with the proxy failed before its certificate could be judged. Please compare versions and ciphers with the client&apos;s, and look into the proxy&apos;s log at this time and source port.</source>
        <translation>Der TLS-Handshake mit dem Proxy scheiterte, bevor sein Zertifikat geprüft werden konnte. Bitte vergleichen Sie Versionen und Verschlüsselungsverfahren mit denen des Clients, und sehen Sie zu dieser Zeit und diesem Quellport in das Protokoll des Proxys.</translation>
    </message>
    <message>
        <source>The proxy does not open the tunnel that encrypted (https) websites need.</source>
        <translation>Der Proxy öffnet nicht den Tunnel, den verschlüsselte Websites (https) brauchen.</translation>
    </message>
    <message>
        <source>The proxy answers CONNECT as a request it does not know or allow. Please allow the method, at least to port 443, or say which proxy takes https.</source>
        <translation>Der Proxy beantwortet CONNECT wie eine Anfrage, die er nicht kennt oder nicht erlaubt. Bitte erlauben Sie die Methode, zumindest zum Port 443, oder sagen Sie, welcher Proxy https annimmt.</translation>
    </message>
    <message>
        <source>It does not mean that the website blocks anything or that the password is wrong.</source>
        <translation>Das heißt nicht, dass die Website etwas sperrt oder das Passwort falsch ist.</translation>
    </message>
    <message>
        <source>Proxies usually allow tunnels to port 443 only. The request for another port was refused.</source>
        <translation>Proxys erlauben Tunnel meist nur zum Port 443. Die Anfrage für einen anderen Port wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy refuses CONNECT to the port below because of the port. Please look up the rule for ports (with Squid: SSL_ports and Safe_ports) and allow it if it is meant to work.</source>
        <translation>Der Proxy lehnt CONNECT zum Port unten wegen des Ports ab. Bitte sehen Sie die Regel für Ports nach (bei Squid: SSL_ports und Safe_ports), und erlauben Sie ihn, falls es funktionieren soll.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong or that the website itself refuses anything.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist oder die Website selbst etwas ablehnt.</translation>
    </message>
    <message>
        <source>The sign-in works for one kind of website only</source>
        <translation>Die Anmeldung gilt nur für eine Art von Websites</translation>
    </message>
    <message>
        <source>The proxy accepts the same sign-in for one kind of request and refuses it for the other (plain, CONNECT). Please compare the rules and the sign-in back ends of the two.</source>
        <translation>Der Proxy nimmt dieselbe Anmeldung für eine Art von Anfragen an und lehnt sie für die andere ab (unverschlüsselt, CONNECT). Bitte vergleichen Sie die Regeln und die Anmeldeprüfung für beide.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: it was accepted for the other kind.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Für die andere Art wurde es angenommen.</translation>
    </message>
    <message>
        <source>The proxy closes a CONNECT that carries no sign-in, without an answer. Please let it answer 407 with Proxy-Authenticate, so that clients which wait for the question can sign in.</source>
        <translation>Der Proxy schließt ein CONNECT ohne Anmeldung, ohne zu antworten. Bitte lassen Sie ihn 407 mit Proxy-Authenticate antworten, damit sich Clients anmelden können, die auf die Frage warten.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy is down or the password wrong: with the sign-in sent at once it passes.</source>
        <translation>Das heißt nicht, dass der Proxy ausgefallen oder das Passwort falsch ist: Wird die Anmeldung gleich gesendet, geht es.</translation>
    </message>
    <message>
        <source>Something behind the proxy asks for a proxy sign-in, which must not be answered with the password for the proxy.</source>
        <translation>Etwas hinter dem Proxy verlangt eine Proxy-Anmeldung, die nicht mit dem Passwort für den Proxy beantwortet werden darf.</translation>
    </message>
    <message>
        <source>A 407 came through the tunnel, from behind the proxy. Nothing to look for in the proxy&apos;s sign-in log; please tell the owner of the target, with the answer below.</source>
        <translation>Eine Antwort 407 kam durch den Tunnel, von jenseits des Proxys. Im Anmeldeprotokoll des Proxys ist nichts zu suchen. Bitte geben Sie dem Betreiber des Ziels die Antwort unten weiter.</translation>
    </message>
    <message>
        <source>It does not mean that the proxy refused your sign-in: it had opened the tunnel.</source>
        <translation>Das heißt nicht, dass der Proxy Ihre Anmeldung abgelehnt hat: Er hatte den Tunnel geöffnet.</translation>
    </message>
    <message>
        <source>The proxy said that the tunnel below is open, and it ended before the target&apos;s TLS was up. Please look up why: target not reached after all, inspection, filter, idle limit.</source>
        <translation>Der Proxy meldete den Tunnel unten als offen, und er endete, bevor das TLS des Ziels stand. Bitte sehen Sie nach, warum: Ziel doch nicht erreicht, Inspektion, Filter, Zeitgrenze.</translation>
    </message>
    <message>
        <source>It does not mean that the password is wrong: the proxy had let the request pass.</source>
        <translation>Das heißt nicht, dass das Passwort falsch ist: Der Proxy hatte die Anfrage durchgelassen.</translation>
    </message>
    <message>
        <source>What was recorded proves no known cause. Please compare the exchange below with the proxy&apos;s log at this time and source port, and say what the proxy decided and why.</source>
        <translation>Das Aufgezeichnete belegt keine bekannte Ursache. Bitte vergleichen Sie den Austausch unten mit dem Protokoll des Proxys zu dieser Zeit und diesem Quellport, und sagen Sie, was der Proxy entschieden hat und warum.</translation>
    </message>
    <message>
        <source>It does not mean that everything is fine, and it does not mean that the password is wrong.</source>
        <translation>Das heißt nicht, dass alles in Ordnung ist, und auch nicht, dass das Passwort falsch ist.</translation>
    </message>
    <message>
        <source>By the proxy&apos;s own clock this computer&apos;s is ahead by %1 minutes.</source>
        <translation>Nach der eigenen Uhr des Proxys geht die Uhr dieses Computers %1 Minuten vor.</translation>
    </message>
    <message>
        <source>By the proxy&apos;s own clock this computer&apos;s is behind by %1 minutes.</source>
        <translation>Nach der eigenen Uhr des Proxys geht die Uhr dieses Computers %1 Minuten nach.</translation>
    </message>
    <message>
        <source>By another clock this computer&apos;s is ahead by %1 minutes, and by that clock the certificate is valid: set this computer&apos;s clock right first.</source>
        <translation>Nach einer anderen Uhr geht die Uhr dieses Computers %1 Minuten vor, und nach jener Uhr ist das Zertifikat gültig: Stellen Sie zuerst die Uhr dieses Computers richtig.</translation>
    </message>
    <message>
        <source>By another clock this computer&apos;s is behind by %1 minutes, and by that clock the certificate is valid: set this computer&apos;s clock right first.</source>
        <translation>Nach einer anderen Uhr geht die Uhr dieses Computers %1 Minuten nach, und nach jener Uhr ist das Zertifikat gültig: Stellen Sie zuerst die Uhr dieses Computers richtig.</translation>
    </message>
    <message>
        <source>By the proxy&apos;s own clock this computer&apos;s is ahead by %1 minutes. An answer of NTLM holds the time, and a server may refuse one whose time is too far off.</source>
        <translation>Nach der eigenen Uhr des Proxys geht die Uhr dieses Computers %1 Minuten vor. Eine Antwort von NTLM enthält die Zeit, und ein Server kann eine Antwort ablehnen, deren Zeit zu weit abweicht.</translation>
    </message>
    <message>
        <source>By the proxy&apos;s own clock this computer&apos;s is behind by %1 minutes. An answer of NTLM holds the time, and a server may refuse one whose time is too far off.</source>
        <translation>Nach der eigenen Uhr des Proxys geht die Uhr dieses Computers %1 Minuten nach. Eine Antwort von NTLM enthält die Zeit, und ein Server kann eine Antwort ablehnen, deren Zeit zu weit abweicht.</translation>
    </message>
    <message>
        <source>The proxy&apos;s answers come from clocks that differ by %1 seconds, as those of several nodes behind one address do.</source>
        <translation>Die Antworten des Proxys stammen von Uhren, die um %1 Sekunden verschieden gehen, wie bei mehreren Knoten hinter einer Adresse.</translation>
    </message>
    <message>
        <source>What would decide: the same test from another network.</source>
        <translation>Was es klären würde: derselbe Test aus einem anderen Netz.</translation>
    </message>
    <message>
        <source>What would decide: the same test twice more, to see whether one request always gets the same answer.</source>
        <translation>Was es klären würde: derselbe Test noch zweimal, um zu sehen, ob eine Anfrage immer dieselbe Antwort bekommt.</translation>
    </message>
    <message>
        <source>What would decide: the same test with a website that begins with https://.</source>
        <translation>Was es klären würde: derselbe Test mit einer Website, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>Repeat the test from another network, for example over a phone.</source>
        <translation>Wiederholen Sie den Test aus einem anderen Netz, zum Beispiel über ein Telefon.</translation>
    </message>
    <message>
        <source>Repeat the test twice and compare the answers to the same request.</source>
        <translation>Wiederholen Sie den Test zweimal und vergleichen Sie die Antworten auf dieselbe Anfrage.</translation>
    </message>
    <message>
        <source>Add a website that begins with https://, then repeat the test.</source>
        <translation>Fügen Sie eine Website hinzu, die mit https:// beginnt, und wiederholen Sie den Test.</translation>
    </message>
</context>
<context>
    <name>EnumWording</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Find the proxy&apos;s address</source>
        <translation>Adresse des Proxys ermitteln</translation>
    </message>
    <message>
        <source>Connect to the proxy</source>
        <translation>Mit dem Proxy verbinden</translation>
    </message>
    <message>
        <source>Encrypt the way to the proxy</source>
        <translation>Weg zum Proxy verschlüsseln</translation>
    </message>
    <message>
        <source>Ask without a sign-in</source>
        <translation>Ohne Anmeldung anfragen</translation>
    </message>
    <message>
        <source>Sign in to the proxy</source>
        <translation>Am Proxy anmelden</translation>
    </message>
    <message>
        <source>Open the tunnel</source>
        <translation>Tunnel öffnen</translation>
    </message>
    <message>
        <source>Reach the website</source>
        <translation>Website erreichen</translation>
    </message>
    <message>
        <source>Second opinion</source>
        <translation>Zweite Meinung</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>The person at the computer</source>
        <translation>Die Person am Computer</translation>
    </message>
    <message>
        <source>The help desk</source>
        <translation>Der Helpdesk</translation>
    </message>
    <message>
        <source>The people who run the proxy</source>
        <translation>Die Betreiber des Proxys</translation>
    </message>
    <message>
        <source>The proxy&apos;s provider</source>
        <translation>Der Anbieter des Proxys</translation>
    </message>
    <message>
        <source>The website&apos;s owner</source>
        <translation>Der Betreiber der Website</translation>
    </message>
    <message>
        <source>Nobody: there is nothing to do</source>
        <translation>Niemand: Es ist nichts zu tun</translation>
    </message>
    <message>
        <source>certain: the recorded bytes prove it</source>
        <translation>sicher: Die aufgezeichneten Bytes belegen es</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>This looks like %1.</source>
        <translation>Das sieht nach %1 aus.</translation>
    </message>
    <message>
        <source>This may be %1.</source>
        <translation>Das könnte %1 sein.</translation>
    </message>
    <message>
        <source>past every proxy</source>
        <translation>an jedem Proxy vorbei</translation>
    </message>
    <message>
        <source>as a PAC file says, not known</source>
        <translation>wie eine PAC-Datei sagt, nicht bekannt</translation>
    </message>
    <message>
        <source>no proxy set</source>
        <translation>kein Proxy gesetzt</translation>
    </message>
</context>
<context>
    <name>EvidenceWording</name>
    <message>
        <source>Status %1: the proxy asks for a sign-in. The website was not contacted.</source>
        <translation>Status %1: Der Proxy verlangt eine Anmeldung. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in. The website was not contacted.</source>
        <translation>Der Proxy verlangt eine Anmeldung. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Status %1 again, after the sign-in was sent: the proxy refused it. The website was not contacted.</source>
        <translation>Noch einmal Status %1, nachdem die Anmeldung gesendet wurde: Der Proxy hat sie abgelehnt. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The proxy asks again after the sign-in was sent: it was refused. The website was not contacted.</source>
        <translation>Der Proxy fragt noch einmal, nachdem die Anmeldung gesendet wurde: Sie wurde abgelehnt. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Status %1 after the sign-in was sent: this proxy words a refused sign-in so. The website was not contacted.</source>
        <translation>Status %1, nachdem die Anmeldung gesendet wurde: So meldet dieser Proxy eine abgelehnte Anmeldung. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>After the sign-in was sent the proxy refused it with 401, the status for websites. The website was not contacted.</source>
        <translation>Nachdem die Anmeldung gesendet wurde, hat der Proxy sie mit 401 abgelehnt, dem Status für Websites. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>Status %1 from the proxy, where 407 is the right one: programs take it for the website&apos;s question.</source>
        <translation>Status %1 vom Proxy, richtig wäre 407: Programme halten dies für die Anmeldeaufforderung der Website.</translation>
    </message>
    <message>
        <source>The proxy answers 401 where 407 is the right status.</source>
        <translation>Der Proxy antwortet mit 401, richtig wäre der Status 407.</translation>
    </message>
    <message>
        <source>401 by the website itself (%1): it asks for a sign-in of its own.</source>
        <translation>401 von der Website selbst (%1): Sie verlangt eine eigene Anmeldung.</translation>
    </message>
    <message>
        <source>401 by the website itself: it asks for a sign-in of its own.</source>
        <translation>401 von der Website selbst: Sie verlangt eine eigene Anmeldung.</translation>
    </message>
    <message>
        <source>Status %1, no longer 407: the proxy accepted the sign-in.</source>
        <translation>Status %1, nicht mehr 407: Der Proxy hat die Anmeldung angenommen.</translation>
    </message>
    <message>
        <source>The answer is no longer 407: the proxy accepted the sign-in.</source>
        <translation>Die Antwort ist nicht mehr 407: Der Proxy hat die Anmeldung angenommen.</translation>
    </message>
    <message>
        <source>Status %1 without any question for a sign-in before it.</source>
        <translation>Status %1, ohne dass zuvor eine Anmeldung verlangt wurde.</translation>
    </message>
    <message>
        <source>This was answered without any question for a sign-in.</source>
        <translation>Dies wurde beantwortet, ohne dass eine Anmeldung verlangt wurde.</translation>
    </message>
    <message>
        <source>Status %1: the proxy says that the tunnel is open.</source>
        <translation>Status %1: Der Proxy meldet, dass der Tunnel offen ist.</translation>
    </message>
    <message>
        <source>The proxy says that the tunnel is open.</source>
        <translation>Der Proxy meldet, dass der Tunnel offen ist.</translation>
    </message>
    <message>
        <source>Status %1: the website answered (%2).</source>
        <translation>Status %1: Die Website hat geantwortet (%2).</translation>
    </message>
    <message>
        <source>The website answered.</source>
        <translation>Die Website hat geantwortet.</translation>
    </message>
    <message>
        <source>Status %1: the proxy refuses this request by its rules.</source>
        <translation>Status %1: Der Proxy lehnt diese Anfrage wegen seiner Regeln ab.</translation>
    </message>
    <message>
        <source>The proxy refuses this request by its rules.</source>
        <translation>Der Proxy lehnt diese Anfrage wegen seiner Regeln ab.</translation>
    </message>
    <message>
        <source>Status %1: the proxy refuses a tunnel to port %2.</source>
        <translation>Status %1: Der Proxy lehnt einen Tunnel zu Port %2 ab.</translation>
    </message>
    <message>
        <source>The proxy refuses a tunnel to this port.</source>
        <translation>Der Proxy lehnt einen Tunnel zu diesem Port ab.</translation>
    </message>
    <message>
        <source>Status %1: the control question for port %2 was not refused this way.</source>
        <translation>Status %1: Die Kontrollanfrage für Port %2 wurde nicht auf diese Weise abgelehnt.</translation>
    </message>
    <message>
        <source>The control question for another port was not refused this way.</source>
        <translation>Die Kontrollanfrage für einen anderen Port wurde nicht auf diese Weise abgelehnt.</translation>
    </message>
    <message>
        <source>Status %1: CONNECT, the request that opens a tunnel, is not known or not allowed here.</source>
        <translation>Status %1: CONNECT, die Anfrage zum Öffnen eines Tunnels, ist hier nicht bekannt oder nicht erlaubt.</translation>
    </message>
    <message>
        <source>CONNECT, the request that opens a tunnel, is not known or not allowed here.</source>
        <translation>CONNECT, die Anfrage zum Öffnen eines Tunnels, ist hier nicht bekannt oder nicht erlaubt.</translation>
    </message>
    <message>
        <source>Status %1: a plain request is passed on, so this is a proxy.</source>
        <translation>Status %1: Eine unverschlüsselte Anfrage wird weitergeleitet, also ist dies ein Proxy.</translation>
    </message>
    <message>
        <source>A plain request is passed on, so this is a proxy.</source>
        <translation>Eine unverschlüsselte Anfrage wird weitergeleitet, also ist dies ein Proxy.</translation>
    </message>
    <message>
        <source>Status %1: the plain request with the same sign-in was accepted.</source>
        <translation>Status %1: Die unverschlüsselte Anfrage mit derselben Anmeldung wurde angenommen.</translation>
    </message>
    <message>
        <source>The plain request with the same sign-in was accepted.</source>
        <translation>Die unverschlüsselte Anfrage mit derselben Anmeldung wurde angenommen.</translation>
    </message>
    <message>
        <source>Status %1: CONNECT with the same sign-in was accepted.</source>
        <translation>Status %1: CONNECT mit derselben Anmeldung wurde angenommen.</translation>
    </message>
    <message>
        <source>CONNECT with the same sign-in was accepted.</source>
        <translation>CONNECT mit derselben Anmeldung wurde angenommen.</translation>
    </message>
    <message>
        <source>Status %1 by the proxy: it could not reach the website (%2).</source>
        <translation>Status %1 vom Proxy: Er konnte die Website nicht erreichen (%2).</translation>
    </message>
    <message>
        <source>The proxy says that it could not reach the website.</source>
        <translation>Der Proxy meldet, dass er die Website nicht erreichen konnte.</translation>
    </message>
    <message>
        <source>Status %1: the proxy itself failed.</source>
        <translation>Status %1: Der Proxy selbst hat einen Fehler.</translation>
    </message>
    <message>
        <source>The proxy itself failed.</source>
        <translation>Der Proxy selbst hat einen Fehler.</translation>
    </message>
    <message>
        <source>Status %1 by the website (%2): it refuses the request.</source>
        <translation>Status %1 von der Website (%2): Sie lehnt die Anfrage ab.</translation>
    </message>
    <message>
        <source>The website refuses the request.</source>
        <translation>Die Website lehnt die Anfrage ab.</translation>
    </message>
    <message>
        <source>Status %1 by the website: there is nothing at %2.</source>
        <translation>Status %1 von der Website: Unter %2 gibt es nichts.</translation>
    </message>
    <message>
        <source>The website was reached and has nothing at this address.</source>
        <translation>Die Website wurde erreicht und hat unter dieser Adresse nichts.</translation>
    </message>
    <message>
        <source>Status %1 by the website (%2): it has a fault of its own.</source>
        <translation>Status %1 von der Website (%2): Sie hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>The website has a fault of its own.</source>
        <translation>Die Website hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>407 that came through the tunnel to %1: it is not the proxy&apos;s question.</source>
        <translation>Eine Antwort 407, die durch den Tunnel zu %1 kam: Es ist nicht die Anmeldeaufforderung des Proxys.</translation>
    </message>
    <message>
        <source>407 that came through the tunnel: it is not the proxy&apos;s question.</source>
        <translation>Eine Antwort 407, die durch den Tunnel kam: Es ist nicht die Anmeldeaufforderung des Proxys.</translation>
    </message>
    <message>
        <source>Status %1: another proxy behind this one refused this proxy&apos;s own sign-in.</source>
        <translation>Status %1: Ein weiterer Proxy hinter diesem hat dessen eigene Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>Another proxy behind this one refused this proxy&apos;s own sign-in.</source>
        <translation>Ein weiterer Proxy hinter diesem hat dessen eigene Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>Status %1: a web server answers so, and a proxy does not.</source>
        <translation>Status %1: So antwortet ein Webserver und kein Proxy.</translation>
    </message>
    <message>
        <source>A web server answers so, and a proxy does not.</source>
        <translation>So antwortet ein Webserver und kein Proxy.</translation>
    </message>
    <message>
        <source>The first line is not a status line that can be read.</source>
        <translation>Die erste Zeile ist keine lesbare Statuszeile.</translation>
    </message>
    <message>
        <source>The answer was %1 %2.</source>
        <translation>Die Antwort war %1 %2.</translation>
    </message>
    <message>
        <source>The answer was %1.</source>
        <translation>Die Antwort war %1.</translation>
    </message>
    <message>
        <source>This was the answer.</source>
        <translation>Dies war die Antwort.</translation>
    </message>
    <message>
        <source>The proxy offers the sign-in method %1 for &quot;%2&quot;.</source>
        <translation>Der Proxy bietet das Anmeldeverfahren %1 für „%2“ an.</translation>
    </message>
    <message>
        <source>The proxy offers the sign-in method %1.</source>
        <translation>Der Proxy bietet das Anmeldeverfahren %1 an.</translation>
    </message>
    <message>
        <source>The proxy names a sign-in method here.</source>
        <translation>Der Proxy nennt hier ein Anmeldeverfahren.</translation>
    </message>
    <message>
        <source>No sign-in method can be read from this field.</source>
        <translation>In diesem Feld ist kein Anmeldeverfahren zu erkennen.</translation>
    </message>
    <message>
        <source>%1 without a realm, the text that names what the sign-in is for.</source>
        <translation>%1 ohne Bereich (Realm), den Text, der sagt, wofür die Anmeldung gilt.</translation>
    </message>
    <message>
        <source>%1 without a nonce, the one-time value it needs.</source>
        <translation>%1 ohne Nonce, den Einmalwert, den das Verfahren braucht.</translation>
    </message>
    <message>
        <source>%1 without a part that it must have.</source>
        <translation>%1 ohne einen Teil, der vorhanden sein muss.</translation>
    </message>
    <message>
        <source>A part that this sign-in method must have is missing.</source>
        <translation>Es fehlt ein Teil, der bei diesem Anmeldeverfahren vorhanden sein muss.</translation>
    </message>
    <message>
        <source>The sign-in method %1 is not one that common programs know.</source>
        <translation>Das Anmeldeverfahren %1 gehört nicht zu denen, die gängige Programme kennen.</translation>
    </message>
    <message>
        <source>This sign-in method is not one that common programs know.</source>
        <translation>Dieses Anmeldeverfahren gehört nicht zu denen, die gängige Programme kennen.</translation>
    </message>
    <message>
        <source>The sign-in method %1 is known but cannot be used here.</source>
        <translation>Das Anmeldeverfahren %1 ist bekannt, kann hier aber nicht verwendet werden.</translation>
    </message>
    <message>
        <source>This sign-in method is known but cannot be used here.</source>
        <translation>Dieses Anmeldeverfahren ist bekannt, kann hier aber nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The proxy&apos;s own error field %1 says: %2</source>
        <translation>Die Fehler-Kopfzeile %1 des Proxys besagt: %2</translation>
    </message>
    <message>
        <source>This is the proxy&apos;s own error field.</source>
        <translation>Dies ist die Fehler-Kopfzeile des Proxys.</translation>
    </message>
    <message>
        <source>Via names the proxies that passed this on: %1</source>
        <translation>Via nennt die Proxys, die dies weitergeleitet haben: %1</translation>
    </message>
    <message>
        <source>Via names the proxies that passed this on.</source>
        <translation>Via nennt die Proxys, die dies weitergeleitet haben.</translation>
    </message>
    <message>
        <source>%1 is the type of a proxy configuration script (PAC), not of a web page.</source>
        <translation>%1 ist der Typ eines Skripts zur Proxy-Konfiguration (PAC), nicht der einer Webseite.</translation>
    </message>
    <message>
        <source>This is the type of a proxy configuration script (PAC), not of a web page.</source>
        <translation>Dies ist der Typ eines Skripts zur Proxy-Konfiguration (PAC), nicht der einer Webseite.</translation>
    </message>
    <message>
        <source>What answered calls itself: %1</source>
        <translation>Der antwortende Server nennt sich: %1</translation>
    </message>
    <message>
        <source>What answered names itself here.</source>
        <translation>Der antwortende Server nennt hier seinen Namen.</translation>
    </message>
    <message>
        <source>This line breaks the rules of HTTP.</source>
        <translation>Diese Zeile verstößt gegen die Regeln von HTTP.</translation>
    </message>
    <message>
        <source>This %1 request carried no sign-in.</source>
        <translation>Diese %1-Anfrage enthielt keine Anmeldung.</translation>
    </message>
    <message>
        <source>This request carried no sign-in.</source>
        <translation>Diese Anfrage enthielt keine Anmeldung.</translation>
    </message>
    <message>
        <source>This request carried a sign-in by %1 for the user &quot;%2&quot;; the password itself is not recorded.</source>
        <translation>Diese Anfrage enthielt eine Anmeldung nach dem Verfahren %1 für den Benutzer „%2“. Das Passwort selbst wird nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>This request carried a sign-in; the password itself is not recorded.</source>
        <translation>Diese Anfrage enthielt eine Anmeldung. Das Passwort selbst wird nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>This sign-in for the user &quot;%1&quot; can be read by everybody on the way to the proxy.</source>
        <translation>Diese Anmeldung für den Benutzer „%1“ ist auf dem Weg zum Proxy für alle lesbar.</translation>
    </message>
    <message>
        <source>This sign-in can be read by everybody on the way to the proxy.</source>
        <translation>Diese Anmeldung ist auf dem Weg zum Proxy für alle lesbar.</translation>
    </message>
    <message>
        <source>Authorization is for the website; the proxy does not look at it.</source>
        <translation>Authorization ist für die Website bestimmt. Der Proxy beachtet diese Kopfzeile nicht.</translation>
    </message>
    <message>
        <source>Proxy-Authorization is for the proxy; the website asked for Authorization.</source>
        <translation>Proxy-Authorization ist für den Proxy bestimmt. Die Website hat Authorization verlangt.</translation>
    </message>
    <message>
        <source>This asks the proxy for a tunnel to %1, port %2.</source>
        <translation>Damit wird der Proxy um einen Tunnel zu %1, Port %2 gebeten.</translation>
    </message>
    <message>
        <source>This asks the proxy for a tunnel.</source>
        <translation>Damit wird der Proxy um einen Tunnel gebeten.</translation>
    </message>
    <message>
        <source>This asks the proxy to fetch %1.</source>
        <translation>Damit wird der Proxy gebeten, %1 abzurufen.</translation>
    </message>
    <message>
        <source>This asks the proxy to fetch a page.</source>
        <translation>Damit wird der Proxy gebeten, eine Seite abzurufen.</translation>
    </message>
    <message>
        <source>The page gives this reason: &quot;%1&quot;.</source>
        <translation>Die Seite nennt diesen Grund: „%1“.</translation>
    </message>
    <message>
        <source>The page gives its reason here.</source>
        <translation>Die Seite nennt hier ihren Grund.</translation>
    </message>
    <message>
        <source>This is a proxy configuration script (PAC), not a proxy&apos;s answer.</source>
        <translation>Dies ist ein Skript zur Proxy-Konfiguration (PAC), keine Antwort eines Proxys.</translation>
    </message>
    <message>
        <source>The server says that this port wants an encrypted connection.</source>
        <translation>Der Server meldet, dass dieser Port eine verschlüsselte Verbindung verlangt.</translation>
    </message>
    <message>
        <source>This is the greeting of another service (%1): %2</source>
        <translation>So meldet sich ein anderer Dienst (%1): %2</translation>
    </message>
    <message>
        <source>This is the greeting of another service: %1.</source>
        <translation>So meldet sich ein anderer Dienst: %1.</translation>
    </message>
    <message>
        <source>These bytes are not HTTP: %1</source>
        <translation>Diese Bytes sind kein HTTP: %1</translation>
    </message>
    <message>
        <source>These bytes are not HTTP.</source>
        <translation>Diese Bytes sind kein HTTP.</translation>
    </message>
    <message>
        <source>These bytes are a TLS message with alert %1: the port wants an encrypted connection.</source>
        <translation>Diese Bytes sind eine TLS-Nachricht mit der Warnmeldung (Alert) %1: Der Port verlangt eine verschlüsselte Verbindung.</translation>
    </message>
    <message>
        <source>These bytes are a TLS message: the port wants an encrypted connection.</source>
        <translation>Diese Bytes sind eine TLS-Nachricht: Der Port verlangt eine verschlüsselte Verbindung.</translation>
    </message>
    <message>
        <source>These bytes are the refusal of a SOCKS server, version %1.</source>
        <translation>Diese Bytes sind die Ablehnung eines SOCKS-Servers, Version %1.</translation>
    </message>
    <message>
        <source>These bytes are the refusal of a SOCKS server.</source>
        <translation>Diese Bytes sind die Ablehnung eines SOCKS-Servers.</translation>
    </message>
    <message>
        <source>A page without the HTTP head that must come before it.</source>
        <translation>Eine Seite ohne den HTTP-Kopf, der davor stehen muss.</translation>
    </message>
    <message>
        <source>The answer ends here, after %1 bytes, before its head is complete.</source>
        <translation>Die Antwort endet hier, nach %1 Bytes, bevor ihr Kopf vollständig ist.</translation>
    </message>
    <message>
        <source>The answer ends here, before its head is complete.</source>
        <translation>Die Antwort endet hier, bevor ihr Kopf vollständig ist.</translation>
    </message>
    <message>
        <source>The connection was closed after the %1 request, and no byte came back.</source>
        <translation>Die Verbindung wurde nach der %1-Anfrage geschlossen, und es kam kein einziges Byte zurück.</translation>
    </message>
    <message>
        <source>The connection was closed after the request, and no byte came back.</source>
        <translation>Die Verbindung wurde nach der Anfrage geschlossen, und es kam kein einziges Byte zurück.</translation>
    </message>
    <message>
        <source>The connection was reset after the %1 request, and no byte came back.</source>
        <translation>Die Verbindung wurde nach der %1-Anfrage zurückgesetzt, und es kam kein einziges Byte zurück.</translation>
    </message>
    <message>
        <source>The connection was reset after the request, and no byte came back.</source>
        <translation>Die Verbindung wurde nach der Anfrage zurückgesetzt, und es kam kein einziges Byte zurück.</translation>
    </message>
    <message>
        <source>The %1 request was sent, and no byte came back for %2 seconds.</source>
        <translation>Die %1-Anfrage wurde gesendet, und %2 Sekunden lang kam kein einziges Byte zurück.</translation>
    </message>
    <message>
        <source>The request was sent, and no byte came back within the time limit.</source>
        <translation>Die Anfrage wurde gesendet, und innerhalb der Wartezeit kam kein einziges Byte zurück.</translation>
    </message>
    <message>
        <source>The answer stopped half-way: the other side closed the connection.</source>
        <translation>Die Antwort brach mittendrin ab: Die Gegenseite hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>The answer stopped half-way: the other side reset the connection.</source>
        <translation>Die Antwort brach mittendrin ab: Die Gegenseite hat die Verbindung zurückgesetzt.</translation>
    </message>
    <message>
        <source>The answer stopped half-way, and nothing more came.</source>
        <translation>Die Antwort brach mittendrin ab, und es kam nichts mehr.</translation>
    </message>
    <message>
        <source>The answer did not end within the time limit.</source>
        <translation>Die Antwort war innerhalb der Wartezeit nicht zu Ende.</translation>
    </message>
    <message>
        <source>The answer stopped half-way.</source>
        <translation>Die Antwort brach mittendrin ab.</translation>
    </message>
    <message>
        <source>The answer went beyond what a program can accept: too long a head, too many fields or interim answers.</source>
        <translation>Die Antwort ging über das hinaus, was ein Programm annehmen kann: ein zu langer Kopf, zu viele Kopfzeilen oder zu viele Zwischenantworten.</translation>
    </message>
    <message>
        <source>The tunnel to %1 was closed before encryption was up.</source>
        <translation>Der Tunnel zu %1 wurde geschlossen, bevor die Verschlüsselung stand.</translation>
    </message>
    <message>
        <source>The tunnel to %1 was reset before encryption was up.</source>
        <translation>Der Tunnel zu %1 wurde zurückgesetzt, bevor die Verschlüsselung stand.</translation>
    </message>
    <message>
        <source>Nothing came back through the tunnel to %1.</source>
        <translation>Durch den Tunnel zu %1 kam nichts zurück.</translation>
    </message>
    <message>
        <source>No encryption came up in the tunnel to %1.</source>
        <translation>Im Tunnel zu %1 kam keine Verschlüsselung zustande.</translation>
    </message>
    <message>
        <source>No encryption came up in the tunnel.</source>
        <translation>Im Tunnel kam keine Verschlüsselung zustande.</translation>
    </message>
    <message>
        <source>The character %1 has a meaning of its own in an address and must be written as a code.</source>
        <translation>Das Zeichen %1 hat in einer Adresse eine eigene Bedeutung und muss als Code geschrieben werden.</translation>
    </message>
    <message>
        <source>A character in the address has a meaning of its own and must be written as a code.</source>
        <translation>Ein Zeichen in der Adresse hat eine eigene Bedeutung und muss als Code geschrieben werden.</translation>
    </message>
    <message>
        <source>A percent sign that is not followed by two hexadecimal digits.</source>
        <translation>Ein Prozentzeichen, auf das keine zwei hexadezimalen Ziffern folgen.</translation>
    </message>
    <message>
        <source>A code such as %40 that stands for itself here and is not decoded.</source>
        <translation>Ein Code wie %40, der hier für sich selbst steht und nicht umgewandelt wird.</translation>
    </message>
    <message>
        <source>An invisible character: %1.</source>
        <translation>Ein unsichtbares Zeichen: %1.</translation>
    </message>
    <message>
        <source>An invisible character.</source>
        <translation>Ein unsichtbares Zeichen.</translation>
    </message>
    <message>
        <source>A colon in the user name, which a Basic sign-in cannot carry.</source>
        <translation>Ein Doppelpunkt im Benutzernamen, den das Anmeldeverfahren Basic nicht übertragen kann.</translation>
    </message>
    <message>
        <source>No host name can be read from this.</source>
        <translation>Hier ist kein Hostname zu erkennen.</translation>
    </message>
    <message>
        <source>This is the address of a PAC file (proxy auto-configuration), not of a proxy.</source>
        <translation>Dies ist die Adresse einer PAC-Datei (automatische Proxy-Konfiguration), nicht die eines Proxys.</translation>
    </message>
    <message>
        <source>No port was given, so the usual one was used.</source>
        <translation>Es wurde kein Port angegeben, deshalb wurde der übliche verwendet.</translation>
    </message>
    <message>
        <source>What follows the host and port has no meaning for a proxy.</source>
        <translation>Was auf Host und Port folgt, hat für einen Proxy keine Bedeutung.</translation>
    </message>
    <message>
        <source>Something in what was entered is out of the ordinary.</source>
        <translation>An der Eingabe ist etwas ungewöhnlich.</translation>
    </message>
    <message>
        <source>The password begins or ends with a space, tab or line end.</source>
        <translation>Das Passwort beginnt oder endet mit einem Leerzeichen, einem Tabulator oder einem Zeilenende.</translation>
    </message>
    <message>
        <source>The password contains an invisible character.</source>
        <translation>Das Passwort enthält ein unsichtbares Zeichen.</translation>
    </message>
    <message>
        <source>The password contains a typographic quote.</source>
        <translation>Das Passwort enthält ein typografisches Anführungszeichen.</translation>
    </message>
    <message>
        <source>The password contains a code such as %40, as it is written in addresses.</source>
        <translation>Das Passwort enthält einen Code wie %40, wie er in Adressen geschrieben wird.</translation>
    </message>
    <message>
        <source>Something in the password is out of the ordinary.</source>
        <translation>Am Passwort ist etwas ungewöhnlich.</translation>
    </message>
    <message>
        <source>Neither a user name nor a password was given.</source>
        <translation>Es wurde weder ein Benutzername noch ein Passwort angegeben.</translation>
    </message>
    <message>
        <source>The user name &quot;%1&quot; was given without a password.</source>
        <translation>Der Benutzername „%1“ wurde ohne Passwort angegeben.</translation>
    </message>
    <message>
        <source>A user name was given without a password.</source>
        <translation>Ein Benutzername wurde ohne Passwort angegeben.</translation>
    </message>
    <message>
        <source>A password was given without a user name.</source>
        <translation>Ein Passwort wurde ohne Benutzernamen angegeben.</translation>
    </message>
    <message>
        <source>The sign-in was limited to the method %1.</source>
        <translation>Die Anmeldung war auf das Verfahren %1 beschränkt.</translation>
    </message>
    <message>
        <source>The sign-in was limited to one method.</source>
        <translation>Die Anmeldung war auf ein Verfahren beschränkt.</translation>
    </message>
    <message>
        <source>The stored password was not found; a locked password store says the same.</source>
        <translation>Das gespeicherte Passwort wurde nicht gefunden. Ein gesperrter Passwortspeicher meldet dasselbe.</translation>
    </message>
    <message>
        <source>No password store runs in this session.</source>
        <translation>In dieser Sitzung läuft kein Passwortspeicher.</translation>
    </message>
    <message>
        <source>The password store refused access.</source>
        <translation>Der Passwortspeicher hat den Zugriff abgelehnt.</translation>
    </message>
    <message>
        <source>The password store did not answer in time.</source>
        <translation>Der Passwortspeicher hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The stored password could not be read.</source>
        <translation>Das gespeicherte Passwort konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>What was entered: %1</source>
        <translation>Eingegeben wurde: %1</translation>
    </message>
    <message>
        <source>What was entered.</source>
        <translation>Was eingegeben wurde.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address as it was used: %1</source>
        <translation>Die Adresse des Proxys, wie sie verwendet wurde: %1</translation>
    </message>
    <message>
        <source>The proxy&apos;s address as it was used.</source>
        <translation>Die Adresse des Proxys, wie sie verwendet wurde.</translation>
    </message>
    <message>
        <source>The name service knows no address for %1.</source>
        <translation>Der Namensdienst kennt keine Adresse für %1.</translation>
    </message>
    <message>
        <source>The name service gave no answer for %1.</source>
        <translation>Der Namensdienst hat für %1 keine Antwort gegeben.</translation>
    </message>
    <message>
        <source>There is no network to ask for the name.</source>
        <translation>Es gibt kein Netzwerk, in dem nach dem Namen gefragt werden könnte.</translation>
    </message>
    <message>
        <source>The name service did not answer in time for %1.</source>
        <translation>Der Namensdienst hat für %1 nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>No address was found for %1.</source>
        <translation>Für %1 wurde keine Adresse gefunden.</translation>
    </message>
    <message>
        <source>No address was found for the proxy&apos;s name.</source>
        <translation>Für den Namen des Proxys wurde keine Adresse gefunden.</translation>
    </message>
    <message>
        <source>%1 has these addresses: %2.</source>
        <translation>%1 hat diese Adressen: %2.</translation>
    </message>
    <message>
        <source>The name has an address.</source>
        <translation>Der Name hat eine Adresse.</translation>
    </message>
    <message>
        <source>%1, port %2: refused at once.</source>
        <translation>%1, Port %2: sofort abgewiesen.</translation>
    </message>
    <message>
        <source>%1, port %2: no answer for %3 seconds.</source>
        <translation>%1, Port %2: %3 Sekunden lang keine Antwort.</translation>
    </message>
    <message>
        <source>%1, port %2: no answer.</source>
        <translation>%1, Port %2: keine Antwort.</translation>
    </message>
    <message>
        <source>%1, port %2: there is no way to that network or host.</source>
        <translation>%1, Port %2: Es gibt keinen Weg zu diesem Netzwerk oder Host.</translation>
    </message>
    <message>
        <source>%1, port %2: connected.</source>
        <translation>%1, Port %2: verbunden.</translation>
    </message>
    <message>
        <source>%1, port %2: stopped.</source>
        <translation>%1, Port %2: abgebrochen.</translation>
    </message>
    <message>
        <source>%1, port %2: %3</source>
        <translation>%1, Port %2: %3</translation>
    </message>
    <message>
        <source>%1, port %2: no connection.</source>
        <translation>%1, Port %2: keine Verbindung.</translation>
    </message>
    <message>
        <source>An attempt to connect.</source>
        <translation>Ein Verbindungsversuch.</translation>
    </message>
    <message>
        <source>The address of this computer on the connection was %1.</source>
        <translation>Die Adresse dieses Computers auf der Verbindung war %1.</translation>
    </message>
    <message>
        <source>The address of this computer on the connection.</source>
        <translation>Die Adresse dieses Computers auf der Verbindung.</translation>
    </message>
    <message>
        <source>Stopped by the limit of refused sign-ins for this run: %1.</source>
        <translation>Abgebrochen durch die Höchstzahl abgelehnter Anmeldungen für diesen Testlauf: %1.</translation>
    </message>
    <message>
        <source>Stopped by the limit of refused sign-ins for this run.</source>
        <translation>Abgebrochen durch die Höchstzahl abgelehnter Anmeldungen für diesen Testlauf.</translation>
    </message>
    <message>
        <source>Sign-ins sent: %1, of these refused: %2.</source>
        <translation>Gesendete Anmeldungen: %1, davon abgelehnt: %2.</translation>
    </message>
    <message>
        <source>The count of sign-ins sent.</source>
        <translation>Die Anzahl der gesendeten Anmeldungen.</translation>
    </message>
    <message>
        <source>The issuer of the certificate is not trusted: &quot;%1&quot;.</source>
        <translation>Der Aussteller des Zertifikats ist nicht vertrauenswürdig: „%1“.</translation>
    </message>
    <message>
        <source>The issuer of the certificate is not trusted.</source>
        <translation>Der Aussteller des Zertifikats ist nicht vertrauenswürdig.</translation>
    </message>
    <message>
        <source>The certificate is signed by itself, so nothing vouches for it.</source>
        <translation>Das Zertifikat ist selbst signiert, es bürgt also niemand dafür.</translation>
    </message>
    <message>
        <source>The certificate was valid until %1.</source>
        <translation>Das Zertifikat war bis %1 gültig.</translation>
    </message>
    <message>
        <source>The certificate is no longer valid.</source>
        <translation>Das Zertifikat ist nicht mehr gültig.</translation>
    </message>
    <message>
        <source>The certificate is not valid yet.</source>
        <translation>Das Zertifikat ist noch nicht gültig.</translation>
    </message>
    <message>
        <source>The certificate is not made out to %1.</source>
        <translation>Das Zertifikat ist nicht auf %1 ausgestellt.</translation>
    </message>
    <message>
        <source>The certificate is made out to another name.</source>
        <translation>Das Zertifikat ist auf einen anderen Namen ausgestellt.</translation>
    </message>
    <message>
        <source>The certificate was withdrawn by its issuer.</source>
        <translation>Das Zertifikat wurde von seinem Aussteller widerrufen.</translation>
    </message>
    <message>
        <source>The certificate did not pass the check.</source>
        <translation>Das Zertifikat hat die Prüfung nicht bestanden.</translation>
    </message>
    <message>
        <source>The TLS library says: %1</source>
        <translation>Die TLS-Bibliothek meldet: %1</translation>
    </message>
    <message>
        <source>The encrypted connection could not be set up.</source>
        <translation>Die verschlüsselte Verbindung kam nicht zustande.</translation>
    </message>
    <message>
        <source>The encrypted connection came up (%1).</source>
        <translation>Die verschlüsselte Verbindung kam zustande (%1).</translation>
    </message>
    <message>
        <source>The encrypted connection came up.</source>
        <translation>Die verschlüsselte Verbindung kam zustande.</translation>
    </message>
    <message>
        <source>The certificate shown for the website was issued by &quot;%1&quot;.</source>
        <translation>Das Zertifikat, das für die Website vorgezeigt wurde, stammt von „%1“.</translation>
    </message>
    <message>
        <source>Who issued the certificate shown for the website.</source>
        <translation>Von wem das Zertifikat stammt, das für die Website vorgezeigt wurde.</translation>
    </message>
    <message>
        <source>This step of the test failed.</source>
        <translation>Dieser Schritt des Tests ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Es wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>This is the evidence.</source>
        <translation>Dies ist der Beleg.</translation>
    </message>
    <message>
        <source>Asked without encryption, the same port answers (%1).</source>
        <translation>Ohne Verschlüsselung gefragt, antwortet derselbe Port (%1).</translation>
    </message>
    <message>
        <source>Asked without encryption, the same port answers.</source>
        <translation>Ohne Verschlüsselung gefragt, antwortet derselbe Port.</translation>
    </message>
    <message>
        <source>The proxy wants the Digest algorithm %1, which is not known here.</source>
        <translation>Der Proxy verlangt den Digest-Algorithmus %1, der hier nicht bekannt ist.</translation>
    </message>
    <message>
        <source>The proxy wants a Digest algorithm that is not known here.</source>
        <translation>Der Proxy verlangt einen Digest-Algorithmus, der hier nicht bekannt ist.</translation>
    </message>
    <message>
        <source>Digest only with qop=%1, which few programs can do.</source>
        <translation>Digest nur mit qop=%1, was wenige Programme können.</translation>
    </message>
    <message>
        <source>Digest only in a form (qop=auth-int) that few programs can do.</source>
        <translation>Digest nur in einer Form (qop=auth-int), die wenige Programme können.</translation>
    </message>
    <message>
        <source>The proxy proved that it knows the password too (rspauth).</source>
        <translation>Der Proxy hat bewiesen, dass auch er das Passwort kennt (rspauth).</translation>
    </message>
    <message>
        <source>The proxy&apos;s own proof (rspauth) does not fit the password, although it let the request pass.</source>
        <translation>Der eigene Nachweis des Proxys (rspauth) passt nicht zum Passwort, obwohl er die Anfrage durchgelassen hat.</translation>
    </message>
    <message>
        <source>The answer was made for the address %1, the request is for %2.</source>
        <translation>Die Antwort wurde für die Adresse %1 berechnet, die Anfrage gilt %2.</translation>
    </message>
    <message>
        <source>The answer was made with the one-time value %1, the proxy gave %2.</source>
        <translation>Die Antwort wurde mit dem Einmalwert (Nonce) %1 berechnet, der Proxy hat %2 vorgegeben.</translation>
    </message>
    <message>
        <source>The answer was made for the realm %1, the challenge names %2.</source>
        <translation>Die Antwort wurde für den Bereich (Realm) %1 berechnet, die Anmeldeaufforderung nennt %2.</translation>
    </message>
    <message>
        <source>The answer was made with the algorithm %1, the challenge it belongs to names %2.</source>
        <translation>Die Antwort wurde mit dem Algorithmus %1 berechnet, die zugehörige Anmeldeaufforderung nennt %2.</translation>
    </message>
    <message>
        <source>The counter %1 was used before with the same one-time value.</source>
        <translation>Der Zähler %1 wurde mit demselben Einmalwert (Nonce) schon einmal verwendet.</translation>
    </message>
    <message>
        <source>A value in this answer does not belong to the request or to the challenge.</source>
        <translation>Ein Wert in dieser Antwort gehört nicht zur Anfrage oder nicht zur Anmeldeaufforderung.</translation>
    </message>
    <message>
        <source>This came back instead of TLS.</source>
        <translation>Das kam statt TLS zurück.</translation>
    </message>
    <message>
        <source>%1 without encryption got no answer.</source>
        <translation>%1 ohne Verschlüsselung blieb ohne Antwort.</translation>
    </message>
    <message>
        <source>The request without encryption got no answer.</source>
        <translation>Die unverschlüsselte Anfrage blieb ohne Antwort.</translation>
    </message>
    <message>
        <source>The proxy showed a certificate for %1, issued by %2.</source>
        <translation>Der Proxy zeigte ein Zertifikat für %1, ausgestellt von %2.</translation>
    </message>
    <message>
        <source>The certificate that the proxy showed.</source>
        <translation>Das Zertifikat, das der Proxy gezeigt hat.</translation>
    </message>
    <message>
        <source>The proxy closed the connection instead of answering to TLS.</source>
        <translation>Der Proxy hat die Verbindung geschlossen, statt auf TLS zu antworten.</translation>
    </message>
    <message>
        <source>The proxy reset the connection instead of answering to TLS.</source>
        <translation>Der Proxy hat die Verbindung abgebrochen, statt auf TLS zu antworten.</translation>
    </message>
    <message>
        <source>The encrypted connection was not complete within the time limit.</source>
        <translation>Die verschlüsselte Verbindung kam nicht innerhalb der Wartezeit zustande.</translation>
    </message>
    <message>
        <source>The answer is not TLS.</source>
        <translation>Die Antwort ist kein TLS.</translation>
    </message>
    <message>
        <source>The encrypted connection to the proxy did not come up.</source>
        <translation>Die verschlüsselte Verbindung zum Proxy kam nicht zustande.</translation>
    </message>
    <message>
        <source>The proxy ended the encrypted connection because it got no certificate from this computer.</source>
        <translation>Der Proxy hat die verschlüsselte Verbindung beendet, weil er von diesem Computer kein Zertifikat bekam.</translation>
    </message>
    <message>
        <source>Asked over TLS, the port answers (%1, certificate issued by %2).</source>
        <translation>Über TLS gefragt, antwortet der Port (%1, Zertifikat ausgestellt von %2).</translation>
    </message>
    <message>
        <source>Asked over TLS, the port answers (%1).</source>
        <translation>Über TLS gefragt, antwortet der Port (%1).</translation>
    </message>
    <message>
        <source>Asked over TLS, the port answers.</source>
        <translation>Über TLS gefragt, antwortet der Port.</translation>
    </message>
    <message>
        <source>Answers of %1 look like this.</source>
        <translation>So sehen Antworten von %1 aus.</translation>
    </message>
    <message>
        <source>By this it can be told which product answered.</source>
        <translation>Daran ist zu erkennen, welches Produkt geantwortet hat.</translation>
    </message>
    <message>
        <source>With this %1 says why it refuses the request: %2</source>
        <translation>Damit sagt %1, warum die Anfrage abgelehnt wird: %2</translation>
    </message>
    <message>
        <source>With this %1 says why it refuses the request.</source>
        <translation>Damit sagt %1, warum die Anfrage abgelehnt wird.</translation>
    </message>
    <message>
        <source>With this the proxy says why it refuses the request.</source>
        <translation>Damit sagt der Proxy, warum er die Anfrage ablehnt.</translation>
    </message>
    <message>
        <source>Status %1 after the first message of NTLM, which holds no password: the proxy did not go on.</source>
        <translation>Status %1 nach der ersten Nachricht von NTLM, die kein Passwort enthält: Der Proxy machte nicht weiter.</translation>
    </message>
    <message>
        <source>After the first message of NTLM, which holds no password, the proxy did not go on.</source>
        <translation>Nach der ersten Nachricht von NTLM, die kein Passwort enthält, machte der Proxy nicht weiter.</translation>
    </message>
    <message>
        <source>The second message of NTLM, by the computer %1 of the domain %2.</source>
        <translation>Die zweite Nachricht von NTLM, vom Rechner %1 der Domäne %2.</translation>
    </message>
    <message>
        <source>The second message of NTLM, by the computer %1.</source>
        <translation>Die zweite Nachricht von NTLM, vom Rechner %1.</translation>
    </message>
    <message>
        <source>The second message of NTLM; it names the domain %1.</source>
        <translation>Die zweite Nachricht von NTLM; sie nennt die Domäne %1.</translation>
    </message>
    <message>
        <source>The second message of NTLM: the proxy&apos;s challenge.</source>
        <translation>Die zweite Nachricht von NTLM: die Aufforderung (Challenge) des Proxys.</translation>
    </message>
    <message>
        <source>NTLM is offered anew, without the challenge that should have come here.</source>
        <translation>NTLM wird erneut angeboten, ohne die Aufforderung (Challenge), die hier hätte kommen sollen.</translation>
    </message>
    <message>
        <source>This NTLM message cannot be read, so it was not answered (%1).</source>
        <translation>Diese NTLM-Nachricht ist nicht lesbar und wurde daher nicht beantwortet (%1).</translation>
    </message>
    <message>
        <source>This NTLM message cannot be read, so it was not answered.</source>
        <translation>Diese NTLM-Nachricht ist nicht lesbar und wurde daher nicht beantwortet.</translation>
    </message>
    <message>
        <source>This NTLM message lacks the target information that an answer of version 2 is made with.</source>
        <translation>Dieser NTLM-Nachricht fehlen die Zielinformationen, mit denen eine Antwort der Version 2 gebildet wird.</translation>
    </message>
    <message>
        <source>The bytes behind the name %1 are those of another method.</source>
        <translation>Die Bytes hinter dem Namen %1 sind die eines anderen Verfahrens.</translation>
    </message>
    <message>
        <source>The bytes are those of another method than the one named.</source>
        <translation>Die Bytes sind die eines anderen Verfahrens als des genannten.</translation>
    </message>
    <message>
        <source>The proxy says that it closes the connection with this answer.</source>
        <translation>Der Proxy sagt, dass er die Verbindung mit dieser Antwort schließt.</translation>
    </message>
    <message>
        <source>This part of the sign-in was answered by: %1</source>
        <translation>Dieser Teil der Anmeldung wurde beantwortet von: %1</translation>
    </message>
    <message>
        <source>Names the computer that answered this part of the sign-in.</source>
        <translation>Nennt den Rechner, der diesen Teil der Anmeldung beantwortet hat.</translation>
    </message>
    <message>
        <source>The sign-in names the domain %1.</source>
        <translation>Die Anmeldung nennt die Domäne %1.</translation>
    </message>
    <message>
        <source>The sign-in names its domain here.</source>
        <translation>Die Anmeldung nennt hier ihre Domäne.</translation>
    </message>
    <message>
        <source>The proof has 24 bytes, as only version 1 of NTLM makes it.</source>
        <translation>Der Nachweis hat 24 Bytes, wie ihn nur Version 1 von NTLM bildet.</translation>
    </message>
    <message>
        <source>This request carried the bytes of another method under the name %1.</source>
        <translation>Diese Anfrage enthielt die Bytes eines anderen Verfahrens unter dem Namen %1.</translation>
    </message>
    <message>
        <source>This request carried the bytes of another method than the one named.</source>
        <translation>Diese Anfrage enthielt die Bytes eines anderen Verfahrens als des genannten.</translation>
    </message>
    <message>
        <source>The answer went out on connection %2, the challenge had come on connection %1.</source>
        <translation>Die Antwort ging über Verbindung %2 hinaus, die Aufforderung (Challenge) war über Verbindung %1 gekommen.</translation>
    </message>
    <message>
        <source>The answer went out on another connection than the one of the challenge.</source>
        <translation>Die Antwort ging über eine andere Verbindung hinaus als die der Aufforderung (Challenge).</translation>
    </message>
    <message>
        <source>Something behind the proxy asks for a sign-in of its own: %1 %2.</source>
        <translation>Etwas hinter dem Proxy verlangt eine eigene Anmeldung: %1 %2.</translation>
    </message>
    <message>
        <source>Something behind the proxy asks for a sign-in of its own (%1).</source>
        <translation>Etwas hinter dem Proxy verlangt eine eigene Anmeldung (%1).</translation>
    </message>
    <message>
        <source>Something behind the proxy asks for a sign-in of its own.</source>
        <translation>Etwas hinter dem Proxy verlangt eine eigene Anmeldung.</translation>
    </message>
    <message>
        <source>This sign-in was sent without the characters that cannot be seen.</source>
        <translation>Diese Anmeldung wurde ohne die unsichtbaren Zeichen gesendet.</translation>
    </message>
    <message>
        <source>This sign-in was sent with the real characters in place of percent codes.</source>
        <translation>Diese Anmeldung wurde mit den echten Zeichen anstelle von Prozent-Codes gesendet.</translation>
    </message>
    <message>
        <source>This sign-in was sent in ISO-8859-1 in place of UTF-8.</source>
        <translation>Diese Anmeldung wurde in ISO-8859-1 statt in UTF-8 gesendet.</translation>
    </message>
    <message>
        <source>This sign-in was computed with SHA-512 cut to 256 bits.</source>
        <translation>Diese Anmeldung wurde mit auf 256 Bit gekürztem SHA-512 berechnet.</translation>
    </message>
    <message>
        <source>This sign-in signs the whole address in place of the path.</source>
        <translation>Diese Anmeldung signiert die ganze Adresse statt des Pfads.</translation>
    </message>
    <message>
        <source>This sign-in was sent with the user name written as &quot;%1&quot;.</source>
        <translation>Diese Anmeldung wurde mit dem Benutzernamen in der Schreibweise „%1“ gesendet.</translation>
    </message>
    <message>
        <source>This sign-in was sent in another spelling than typed.</source>
        <translation>Diese Anmeldung wurde in einer anderen Schreibweise gesendet als eingegeben.</translation>
    </message>
    <message>
        <source>A page came where the tunnel was to begin: CONNECT was taken for an ordinary request.</source>
        <translation>Es kam eine Seite, wo der Tunnel beginnen sollte: CONNECT wurde für eine gewöhnliche Anfrage gehalten.</translation>
    </message>
    <message>
        <source>This is an answer in HTTP: %1</source>
        <translation>Das ist eine Antwort in HTTP: %1</translation>
    </message>
    <message>
        <source>This is an answer in HTTP.</source>
        <translation>Das ist eine Antwort in HTTP.</translation>
    </message>
    <message>
        <source>These bytes are not SOCKS: %1</source>
        <translation>Diese Bytes sind nicht SOCKS: %1</translation>
    </message>
    <message>
        <source>These bytes are not SOCKS.</source>
        <translation>Diese Bytes sind nicht SOCKS.</translation>
    </message>
    <message>
        <source>The page ends here, after %1 of %2 bytes.</source>
        <translation>Die Seite endet hier, nach %1 von %2 Byte.</translation>
    </message>
    <message>
        <source>The page ends here, after %1 bytes, before it is complete.</source>
        <translation>Die Seite endet hier, nach %1 Byte, bevor sie vollständig ist.</translation>
    </message>
    <message>
        <source>The page ends here, before it is complete.</source>
        <translation>Die Seite endet hier, bevor sie vollständig ist.</translation>
    </message>
    <message>
        <source>The connection was reset as soon as it was up, before the %1 request could be sent.</source>
        <translation>Die Verbindung wurde zurückgesetzt, sobald sie bestand, bevor die Anfrage %1 gesendet werden konnte.</translation>
    </message>
    <message>
        <source>The connection was closed as soon as it was up, before the %1 request could be sent.</source>
        <translation>Die Verbindung wurde geschlossen, sobald sie bestand, bevor die Anfrage %1 gesendet werden konnte.</translation>
    </message>
    <message>
        <source>The connection ended before the request could be sent.</source>
        <translation>Die Verbindung endete, bevor die Anfrage gesendet werden konnte.</translation>
    </message>
    <message>
        <source>The greeting of this program: it can do without a sign-in, and with user name and password.</source>
        <translation>Die Begrüßung durch dieses Programm: Es geht ohne Anmeldung und mit Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>The proxy chose: no sign-in is needed.</source>
        <translation>Der Proxy wählte: Es ist keine Anmeldung nötig.</translation>
    </message>
    <message>
        <source>The proxy chose GSSAPI, the sign-in with a ticket.</source>
        <translation>Der Proxy wählte GSSAPI, die Anmeldung mit einem Ticket.</translation>
    </message>
    <message>
        <source>The proxy asks for a user name and a password.</source>
        <translation>Der Proxy verlangt einen Benutzernamen und ein Passwort.</translation>
    </message>
    <message>
        <source>The proxy says that none of the offered methods will do.</source>
        <translation>Der Proxy sagt, dass keines der angebotenen Verfahren genügt.</translation>
    </message>
    <message>
        <source>The proxy chose method %1, which was not offered.</source>
        <translation>Der Proxy wählte Verfahren %1, das nicht angeboten war.</translation>
    </message>
    <message>
        <source>The proxy chose a method of signing in.</source>
        <translation>Der Proxy wählte ein Anmeldeverfahren.</translation>
    </message>
    <message>
        <source>User name %1 and a password were sent here. The password itself is not recorded.</source>
        <translation>Hier wurden der Benutzername %1 und ein Passwort gesendet. Das Passwort selbst wird nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>A user name and a password were sent here. The password itself is not recorded.</source>
        <translation>Hier wurden ein Benutzername und ein Passwort gesendet. Das Passwort selbst wird nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>The password of %1 travelled here so that anybody on the way to the proxy can read it.</source>
        <translation>Das Passwort von %1 ging hier so durch, dass jeder auf dem Weg zum Proxy es lesen kann.</translation>
    </message>
    <message>
        <source>The password travelled here so that anybody on the way to the proxy can read it.</source>
        <translation>Das Passwort ging hier so durch, dass jeder auf dem Weg zum Proxy es lesen kann.</translation>
    </message>
    <message>
        <source>The proxy accepted user name and password.</source>
        <translation>Der Proxy nahm Benutzername und Passwort an.</translation>
    </message>
    <message>
        <source>The proxy refused user name and password (status %1; 0 would mean accepted).</source>
        <translation>Der Proxy lehnte Benutzername und Passwort ab (Status %1; 0 würde angenommen bedeuten).</translation>
    </message>
    <message>
        <source>The proxy refused user name and password.</source>
        <translation>Der Proxy lehnte Benutzername und Passwort ab.</translation>
    </message>
    <message>
        <source>Asks the proxy for a connection to %1, port %2.</source>
        <translation>Bittet den Proxy um eine Verbindung zu %1, Port %2.</translation>
    </message>
    <message>
        <source>Asks the proxy for a connection.</source>
        <translation>Bittet den Proxy um eine Verbindung.</translation>
    </message>
    <message>
        <source>The proxy made the connection (code 0).</source>
        <translation>Der Proxy stellte die Verbindung her (Code 0).</translation>
    </message>
    <message>
        <source>The proxy says &quot;general failure&quot; (code 1): it could not or would not connect, and does not say why.</source>
        <translation>Der Proxy sagt „allgemeiner Fehler“ (Code 1): Er konnte oder wollte die Verbindung nicht herstellen und sagt nicht, warum.</translation>
    </message>
    <message>
        <source>The proxy says that its rules do not allow this connection (code 2).</source>
        <translation>Der Proxy sagt, dass seine Regeln diese Verbindung nicht erlauben (Code 2).</translation>
    </message>
    <message>
        <source>The proxy says that it has no way to the network of the website (code 3).</source>
        <translation>Der Proxy sagt, dass er keinen Weg zum Netz der Website hat (Code 3).</translation>
    </message>
    <message>
        <source>The proxy says that it cannot reach the website&apos;s host (code 4).</source>
        <translation>Der Proxy sagt, dass er den Rechner der Website nicht erreicht (Code 4).</translation>
    </message>
    <message>
        <source>The proxy says that the website&apos;s host refused its connection (code 5).</source>
        <translation>Der Proxy sagt, dass der Rechner der Website seine Verbindung abwies (Code 5).</translation>
    </message>
    <message>
        <source>The proxy says that the connection took too many steps or too long (TTL expired, code 6).</source>
        <translation>Der Proxy sagt, dass die Verbindung zu viele Schritte oder zu lange brauchte (TTL abgelaufen, Code 6).</translation>
    </message>
    <message>
        <source>The proxy says that it cannot do this command (code 7).</source>
        <translation>Der Proxy sagt, dass er diesen Befehl nicht kann (Code 7).</translation>
    </message>
    <message>
        <source>The proxy says that it cannot do this kind of address (code 8).</source>
        <translation>Der Proxy sagt, dass er diese Art von Adresse nicht kann (Code 8).</translation>
    </message>
    <message>
        <source>The proxy made the connection (code 90).</source>
        <translation>Der Proxy stellte die Verbindung her (Code 90).</translation>
    </message>
    <message>
        <source>The proxy rejected the request, or failed with it (code 91).</source>
        <translation>Der Proxy lehnte die Anfrage ab, oder sie schlug fehl (Code 91).</translation>
    </message>
    <message>
        <source>The proxy rejected the request because this computer gave no identification (identd, code 92).</source>
        <translation>Der Proxy lehnte die Anfrage ab, weil dieser Computer sich nicht ausgewiesen hat (identd, Code 92).</translation>
    </message>
    <message>
        <source>The proxy rejected the request because the user name is not the one this computer identifies (identd, code 93).</source>
        <translation>Der Proxy lehnte die Anfrage ab, weil der Benutzername nicht der ist, mit dem dieser Computer sich ausweist (identd, Code 93).</translation>
    </message>
    <message>
        <source>The proxy&apos;s reply code is %1, which has no meaning that is laid down.</source>
        <translation>Der Antwortcode des Proxys ist %1; eine festgelegte Bedeutung hat er nicht.</translation>
    </message>
    <message>
        <source>The proxy&apos;s reply to the request for a connection.</source>
        <translation>Die Antwort des Proxys auf die Bitte um eine Verbindung.</translation>
    </message>
    <message>
        <source>The reply ends here, after %1 bytes, before it is complete.</source>
        <translation>Die Antwort endet hier, nach %1 Byte, bevor sie vollständig ist.</translation>
    </message>
    <message>
        <source>The reply ends before it is complete.</source>
        <translation>Die Antwort endet, bevor sie vollständig ist.</translation>
    </message>
    <message>
        <source>These bytes begin like SOCKS, and are no reply to what was sent.</source>
        <translation>Diese Bytes beginnen wie SOCKS und sind keine Antwort auf das Gesendete.</translation>
    </message>
    <message>
        <source>The password is empty.</source>
        <translation>Das Passwort ist leer.</translation>
    </message>
    <message>
        <source>The user name is longer than 255 bytes.</source>
        <translation>Der Benutzername ist länger als 255 Byte.</translation>
    </message>
    <message>
        <source>The password is longer than 255 bytes.</source>
        <translation>Das Passwort ist länger als 255 Byte.</translation>
    </message>
    <message>
        <source>The address %1 answers %2 %3 and offers %4 for &quot;%5&quot;.</source>
        <translation>Die Adresse %1 antwortet mit %2 %3 und bietet %4 für „%5“ an.</translation>
    </message>
    <message>
        <source>The address %1 answers %2 %3 and offers %4.</source>
        <translation>Die Adresse %1 antwortet mit %2 %3 und bietet %4 an.</translation>
    </message>
    <message>
        <source>The address %1 answers %2 %3.</source>
        <translation>Die Adresse %1 antwortet mit %2 %3.</translation>
    </message>
    <message>
        <source>The address %1 answers %2.</source>
        <translation>Die Adresse %1 antwortet mit %2.</translation>
    </message>
    <message>
        <source>How one of the addresses answers.</source>
        <translation>Wie eine der Adressen antwortet.</translation>
    </message>
    <message>
        <source>The address %1 takes the same question and says nothing.</source>
        <translation>Die Adresse %1 nimmt dieselbe Frage entgegen und sagt nichts.</translation>
    </message>
    <message>
        <source>The address %1 does not bring up an encrypted connection that can be trusted.</source>
        <translation>Die Adresse %1 bringt keine verschlüsselte Verbindung zustande, der vertraut werden kann.</translation>
    </message>
    <message>
        <source>What the address %1 answers is no HTTP.</source>
        <translation>Was die Adresse %1 antwortet, ist kein HTTP.</translation>
    </message>
    <message>
        <source>The address %1 ends the connection without an answer that can be read.</source>
        <translation>Die Adresse %1 beendet die Verbindung ohne lesbare Antwort.</translation>
    </message>
    <message>
        <source>One of the addresses gives no answer.</source>
        <translation>Eine der Adressen gibt keine Antwort.</translation>
    </message>
    <message>
        <source>As it was typed, the proxy refused it in the test before; it was not sent so again.</source>
        <translation>So wie eingegeben hat der Proxy sie im Test davor abgelehnt; sie wurde nicht noch einmal so gesendet.</translation>
    </message>
    <message>
        <source>A ticket was asked for the service %1, which this system calls %2.</source>
        <translation>Es wurde ein Ticket für den Dienst %1 angefordert, den dieses System %2 nennt.</translation>
    </message>
    <message>
        <source>A ticket was asked for this service.</source>
        <translation>Für diesen Dienst wurde ein Ticket angefordert.</translation>
    </message>
    <message>
        <source>This computer has a ticket of %1, valid until %2.</source>
        <translation>Dieser Computer hat ein Ticket von %1, gültig bis %2.</translation>
    </message>
    <message>
        <source>This computer has a ticket of %1.</source>
        <translation>Dieser Computer hat ein Ticket von %1.</translation>
    </message>
    <message>
        <source>With the typed password a ticket of %1 was got, valid until %2.</source>
        <translation>Mit dem eingegebenen Passwort wurde ein Ticket von %1 geholt, gültig bis %2.</translation>
    </message>
    <message>
        <source>The ticket was to be got for %1, with the typed password.</source>
        <translation>Das Ticket sollte mit dem eingegebenen Passwort für %1 geholt werden.</translation>
    </message>
    <message>
        <source>Whose ticket it is.</source>
        <translation>Wessen Ticket es ist.</translation>
    </message>
    <message>
        <source>Kerberos error %1 (GSS codes: major %2, minor %3).</source>
        <translation>Kerberos-Fehler %1 (GSS-Codes: major %2, minor %3).</translation>
    </message>
    <message>
        <source>The Kerberos library gave up (GSS codes: major %1, minor %2).</source>
        <translation>Die Kerberos-Bibliothek gab auf (GSS-Codes: major %1, minor %2).</translation>
    </message>
    <message>
        <source>The Kerberos library gave up.</source>
        <translation>Die Kerberos-Bibliothek gab auf.</translation>
    </message>
    <message>
        <source>The sign-in server (KDC) refused %1: Kerberos error %2.</source>
        <translation>Der Anmeldeserver (KDC) lehnte %1 ab: Kerberos-Fehler %2.</translation>
    </message>
    <message>
        <source>The sign-in server (KDC) refused the password, or the account.</source>
        <translation>Der Anmeldeserver (KDC) lehnte das Passwort oder das Konto ab.</translation>
    </message>
    <message>
        <source>This request carried a Kerberos ticket for %1 in the realm %2, encryption type %3, key version %4.</source>
        <translation>Diese Anfrage trug ein Kerberos-Ticket für %1 im Realm %2, Verschlüsselungsart %3, Schlüsselversion %4.</translation>
    </message>
    <message>
        <source>This request carried a Kerberos ticket for %1 in the realm %2.</source>
        <translation>Diese Anfrage trug ein Kerberos-Ticket für %1 im Realm %2.</translation>
    </message>
    <message>
        <source>This request carried a Kerberos ticket.</source>
        <translation>Diese Anfrage trug ein Kerberos-Ticket.</translation>
    </message>
    <message>
        <source>In this token the proxy names the Kerberos error %1: &quot;%2&quot;.</source>
        <translation>In diesem Token nennt der Proxy den Kerberos-Fehler %1: „%2“.</translation>
    </message>
    <message>
        <source>In this token the proxy names the Kerberos error %1.</source>
        <translation>In diesem Token nennt der Proxy den Kerberos-Fehler %1.</translation>
    </message>
    <message>
        <source>This token of the proxy holds a Kerberos error.</source>
        <translation>Dieses Token des Proxys enthält einen Kerberos-Fehler.</translation>
    </message>
    <message>
        <source>%1 names the proxy %2.</source>
        <translation>%1 nennt den Proxy %2.</translation>
    </message>
    <message>
        <source>This setting names a proxy.</source>
        <translation>Diese Einstellung nennt einen Proxy.</translation>
    </message>
    <message>
        <source>%1 names the same proxy without a user name.</source>
        <translation>%1 nennt denselben Proxy ohne Benutzernamen.</translation>
    </message>
    <message>
        <source>This setting names the same proxy without a user name.</source>
        <translation>Diese Einstellung nennt denselben Proxy ohne Benutzernamen.</translation>
    </message>
    <message>
        <source>%1 holds another user name or password than the one entered.</source>
        <translation>%1 enthält einen anderen Benutzernamen oder ein anderes Passwort als eingegeben.</translation>
    </message>
    <message>
        <source>This setting holds another user name or password than the one entered.</source>
        <translation>Diese Einstellung enthält einen anderen Benutzernamen oder ein anderes Passwort als eingegeben.</translation>
    </message>
    <message>
        <source>&quot;%2&quot; in %1 sends %3 past the proxy.</source>
        <translation>„%2“ in %1 schickt %3 am Proxy vorbei.</translation>
    </message>
    <message>
        <source>This exception sends the website past the proxy.</source>
        <translation>Diese Ausnahme schickt die Website am Proxy vorbei.</translation>
    </message>
    <message>
        <source>Only %1 is set, in capitals; curl and others read http_proxy.</source>
        <translation>Nur %1 ist gesetzt, in Großbuchstaben; curl und andere lesen http_proxy.</translation>
    </message>
    <message>
        <source>The variable is set in capitals only.</source>
        <translation>Die Variable ist nur in Großbuchstaben gesetzt.</translation>
    </message>
    <message>
        <source>%1 gives this address of a PAC file.</source>
        <translation>%1 gibt diese Adresse einer PAC-Datei an.</translation>
    </message>
    <message>
        <source>The address of a PAC file.</source>
        <translation>Die Adresse einer PAC-Datei.</translation>
    </message>
    <message>
        <source>The address is neither a web address nor a file.</source>
        <translation>Die Adresse ist weder eine Webadresse noch eine Datei.</translation>
    </message>
    <message>
        <source>There is no such file, or it cannot be read.</source>
        <translation>Diese Datei gibt es nicht, oder sie ist nicht lesbar.</translation>
    </message>
    <message>
        <source>What comes is larger than a PAC file can be.</source>
        <translation>Was kommt, ist größer, als eine PAC-Datei sein kann.</translation>
    </message>
    <message>
        <source>No file came in time.</source>
        <translation>Es kam nicht rechtzeitig eine Datei.</translation>
    </message>
    <message>
        <source>The name in the address is not known.</source>
        <translation>Der Name in der Adresse ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Nothing listens at this address.</source>
        <translation>An dieser Adresse hört niemand.</translation>
    </message>
    <message>
        <source>The connection failed: %1</source>
        <translation>Die Verbindung schlug fehl: %1</translation>
    </message>
    <message>
        <source>The connection failed.</source>
        <translation>Die Verbindung schlug fehl.</translation>
    </message>
    <message>
        <source>The server answered, but with no file.</source>
        <translation>Der Server antwortete, aber nicht mit einer Datei.</translation>
    </message>
    <message>
        <source>The server&apos;s answer is not HTTP.</source>
        <translation>Die Antwort des Servers ist kein HTTP.</translation>
    </message>
    <message>
        <source>The server sends from one address to the next.</source>
        <translation>Der Server schickt von einer Adresse zur nächsten.</translation>
    </message>
    <message>
        <source>There is no function FindProxyForURL in it.</source>
        <translation>Darin gibt es keine Funktion FindProxyForURL.</translation>
    </message>
    <message>
        <source>The script stopped with an error: %1</source>
        <translation>Das Skript brach mit einem Fehler ab: %1</translation>
    </message>
    <message>
        <source>The script stopped with an error.</source>
        <translation>Das Skript brach mit einem Fehler ab.</translation>
    </message>
    <message>
        <source>The script returned what is no list of proxies.</source>
        <translation>Das Skript gab etwas zurück, das keine Liste von Proxys ist.</translation>
    </message>
    <message>
        <source>The script did not come to an end and was stopped.</source>
        <translation>Das Skript kam nicht zum Ende und wurde gestoppt.</translation>
    </message>
    <message>
        <source>The script used too much memory and was stopped.</source>
        <translation>Das Skript brauchte zu viel Speicher und wurde gestoppt.</translation>
    </message>
    <message>
        <source>The PAC file could not be used.</source>
        <translation>Die PAC-Datei war nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>What the PAC file answers for %1.</source>
        <translation>Was die PAC-Datei für %1 antwortet.</translation>
    </message>
    <message>
        <source>What the PAC file answers.</source>
        <translation>Was die PAC-Datei antwortet.</translation>
    </message>
    <message>
        <source>The program names itself: %1.</source>
        <translation>Das Programm nennt sich selbst: %1.</translation>
    </message>
    <message>
        <source>The program names itself.</source>
        <translation>Das Programm nennt sich selbst.</translation>
    </message>
    <message>
        <source>With these words %1 reports that a proxy asks for a sign-in (407): %2</source>
        <translation>Mit diesen Worten meldet %1, dass ein Proxy eine Anmeldung verlangt (407): %2</translation>
    </message>
    <message>
        <source>With these words a program reports that a proxy asks for a sign-in (407).</source>
        <translation>Mit diesen Worten meldet ein Programm, dass ein Proxy eine Anmeldung verlangt (407).</translation>
    </message>
    <message>
        <source>%1 holds another password for the same user.</source>
        <translation>%1 enthält ein anderes Passwort für denselben Benutzer.</translation>
    </message>
    <message>
        <source>This setting holds another password for the same user.</source>
        <translation>Diese Einstellung enthält ein anderes Passwort für denselben Benutzer.</translation>
    </message>
    <message>
        <source>The password that was sent stands in %1.</source>
        <translation>Das gesendete Passwort steht in %1.</translation>
    </message>
    <message>
        <source>The password that was sent stands in this setting.</source>
        <translation>Das gesendete Passwort steht in dieser Einstellung.</translation>
    </message>
    <message>
        <source>This test was made on %1.</source>
        <translation>Dieser Test lief am %1.</translation>
    </message>
    <message>
        <source>The time of this test.</source>
        <translation>Die Zeit dieses Tests.</translation>
    </message>
    <message>
        <source>In an earlier test this proxy accepted this very password, last on %1.</source>
        <translation>In einem früheren Test hat dieser Proxy genau dieses Passwort angenommen, zuletzt am %1.</translation>
    </message>
    <message>
        <source>In an earlier test this proxy accepted this very password.</source>
        <translation>In einem früheren Test hat dieser Proxy genau dieses Passwort angenommen.</translation>
    </message>
    <message>
        <source>In an earlier test, on %1, this proxy accepted this very password by another method (%2).</source>
        <translation>In einem früheren Test, am %1, hat dieser Proxy genau dieses Passwort mit einem anderen Verfahren (%2) angenommen.</translation>
    </message>
    <message>
        <source>In an earlier test this proxy accepted this very password by another method.</source>
        <translation>In einem früheren Test hat dieser Proxy genau dieses Passwort mit einem anderen Verfahren angenommen.</translation>
    </message>
    <message>
        <source>In an earlier test, on %1, this proxy accepted another password of this user.</source>
        <translation>In einem früheren Test, am %1, hat dieser Proxy ein anderes Passwort dieses Benutzers angenommen.</translation>
    </message>
    <message>
        <source>In an earlier test this proxy accepted another password of this user.</source>
        <translation>In einem früheren Test hat dieser Proxy ein anderes Passwort dieses Benutzers angenommen.</translation>
    </message>
    <message>
        <source>The copy in the keychain was saved on %1.</source>
        <translation>Die Kopie im Schlüsselbund wurde am %1 gespeichert.</translation>
    </message>
    <message>
        <source>The copy in the keychain was saved earlier.</source>
        <translation>Die Kopie im Schlüsselbund wurde früher gespeichert.</translation>
    </message>
    <message>
        <source>The copy in the keychain, saved on %1, is another password.</source>
        <translation>Die Kopie im Schlüsselbund, am %1 gespeichert, ist ein anderes Passwort.</translation>
    </message>
    <message>
        <source>The copy in the keychain is another password.</source>
        <translation>Die Kopie im Schlüsselbund ist ein anderes Passwort.</translation>
    </message>
    <message>
        <source>The password was taken from the keychain.</source>
        <translation>Das Passwort wurde aus dem Schlüsselbund genommen.</translation>
    </message>
    <message>
        <source>%2 asks for its own sign-in here, with %1; it is not the proxy&apos;s.</source>
        <translation>%2 verlangt hier eine eigene Anmeldung mit %1; es ist nicht die des Proxys.</translation>
    </message>
    <message>
        <source>The website asks for its own sign-in here; it is not the proxy&apos;s.</source>
        <translation>Die Website verlangt hier eine eigene Anmeldung; es ist nicht die des Proxys.</translation>
    </message>
    <message>
        <source>The answer sends the program on to %1.</source>
        <translation>Die Antwort schickt das Programm weiter an %1.</translation>
    </message>
    <message>
        <source>The answer sends the program on to another address.</source>
        <translation>Die Antwort schickt das Programm weiter an eine andere Adresse.</translation>
    </message>
    <message>
        <source>By the time told here this computer&apos;s clock is ahead by %1 minutes.</source>
        <translation>Nach der hier genannten Zeit geht die Uhr dieses Computers %1 Minuten vor.</translation>
    </message>
    <message>
        <source>By the time told here this computer&apos;s clock is behind by %1 minutes.</source>
        <translation>Nach der hier genannten Zeit geht die Uhr dieses Computers %1 Minuten nach.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the one that told this time differ.</source>
        <translation>Die Uhr dieses Computers und die, von der diese Zeit stammt, gehen verschieden.</translation>
    </message>
</context>
<context>
    <name>ExchangeText</name>
    <message>
        <source>Nothing was sent to the proxy.</source>
        <translation>An den Proxy wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Exchange %1, connection %2, to %3, after %4 ms, took %5 ms, ended: %6</source>
        <translation>Austausch %1, Verbindung %2, zu %3, nach %4 ms, Dauer %5 ms, Ende: %6</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>No answer came.</source>
        <translation>Es kam keine Antwort.</translation>
    </message>
    <message>
        <source>It was not recorded.</source>
        <translation>Sie wurde nicht aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>FailureWording</name>
    <message>
        <source>There is nothing to analyse: the text is empty. Paste or name a recording with a request and its answer.</source>
        <translation>Es gibt nichts auszuwerten: Der Text ist leer. Fügen Sie eine Aufzeichnung mit einer Anfrage und ihrer Antwort ein, oder geben Sie eine Datei damit an.</translation>
    </message>
    <message>
        <source>No HTTP request or answer was found in this text. Give the raw text as it crossed the wire, with a line such as &quot;HTTP/1.1 407 Proxy Authentication Required&quot;.</source>
        <translation>In diesem Text wurde keine HTTP-Anfrage oder -Antwort gefunden. Verwenden Sie den rohen Text, wie er über die Leitung ging, mit einer Zeile wie &quot;HTTP/1.1 407 Proxy Authentication Required&quot;.</translation>
    </message>
    <message>
        <source>The text is larger than 16 MiB. Cut out the part with the failing request and its answer.</source>
        <translation>Der Text ist größer als 16 MiB. Schneiden Sie den Teil mit der fehlgeschlagenen Anfrage und ihrer Antwort heraus.</translation>
    </message>
    <message>
        <source>This file is not a support bundle: it is not a zip file, or it is damaged.</source>
        <translation>Diese Datei ist kein Support-Paket: Sie ist keine ZIP-Datei, oder sie ist beschädigt.</translation>
    </message>
    <message>
        <source>This zip file is not a support bundle: it holds no case.json.</source>
        <translation>Diese ZIP-Datei ist kein Support-Paket: Sie enthält keine Datei case.json.</translation>
    </message>
    <message>
        <source>The bundle unpacks to more than is allowed (64 files, 64 MiB), so it was not opened.</source>
        <translation>Das Support-Paket ist entpackt größer als erlaubt (64 Dateien, 64 MiB). Deshalb wurde es nicht geöffnet.</translation>
    </message>
    <message>
        <source>The bundle holds an entry that is not allowed, so it was not opened: %1</source>
        <translation>Das Support-Paket enthält einen nicht erlaubten Eintrag. Deshalb wurde es nicht geöffnet: %1</translation>
    </message>
    <message>
        <source>The bundle holds an entry that is not allowed, so it was not opened.</source>
        <translation>Das Support-Paket enthält einen nicht erlaubten Eintrag. Deshalb wurde es nicht geöffnet.</translation>
    </message>
    <message>
        <source>The bundle could not be saved (%1). Choose another folder or file name.</source>
        <translation>Das Support-Paket konnte nicht gespeichert werden (%1). Wählen Sie einen anderen Ordner oder Dateinamen.</translation>
    </message>
    <message>
        <source>The bundle could not be saved. Choose another folder or file name.</source>
        <translation>Das Support-Paket konnte nicht gespeichert werden. Wählen Sie einen anderen Ordner oder Dateinamen.</translation>
    </message>
    <message>
        <source>The case was written by another version of this program and cannot be read.</source>
        <translation>Der Fall wurde mit einer anderen Version dieses Programms geschrieben und kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The case cannot be read, it is damaged or not from this program: %1</source>
        <translation>Der Fall kann nicht gelesen werden, er ist beschädigt oder stammt nicht von diesem Programm: %1</translation>
    </message>
    <message>
        <source>The case cannot be read: it is damaged or not from this program.</source>
        <translation>Der Fall kann nicht gelesen werden: Er ist beschädigt oder stammt nicht von diesem Programm.</translation>
    </message>
    <message>
        <source>There is no practice scenario named &quot;%1&quot;. List them to see which there are.</source>
        <translation>Einen Übungsfall mit dem Namen „%1“ gibt es nicht. Lassen Sie sich die Liste anzeigen, um zu sehen, welche es gibt.</translation>
    </message>
    <message>
        <source>There is no such practice scenario. List them to see which there are.</source>
        <translation>Diesen Übungsfall gibt es nicht. Lassen Sie sich die Liste anzeigen, um zu sehen, welche es gibt.</translation>
    </message>
    <message>
        <source>The practice scenario cannot be played: %1</source>
        <translation>Der Übungsfall lässt sich nicht abspielen: %1</translation>
    </message>
    <message>
        <source>The practice scenario cannot be played. It is damaged.</source>
        <translation>Der Übungsfall lässt sich nicht abspielen. Er ist beschädigt.</translation>
    </message>
    <message>
        <source>The practice proxy could not make the certificates of its websites. Check the OpenSSL library of this computer.</source>
        <translation>Der Übungsproxy konnte die Zertifikate seiner Websites nicht erstellen. Prüfen Sie die OpenSSL-Bibliothek dieses Computers.</translation>
    </message>
    <message>
        <source>The practice proxy could not open its port (%1). Choose another port, or 0 for a free one.</source>
        <translation>Der Übungsproxy konnte seinen Port nicht öffnen (%1). Wählen Sie einen anderen Port oder 0 für einen freien.</translation>
    </message>
    <message>
        <source>The practice proxy could not open its port. Choose another port, or 0 for a free one.</source>
        <translation>Der Übungsproxy konnte seinen Port nicht öffnen. Wählen Sie einen anderen Port oder 0 für einen freien.</translation>
    </message>
    <message>
        <source>The profile could not be saved: %1</source>
        <translation>Das Profil konnte nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>The profile could not be saved. Check that the settings folder can be written.</source>
        <translation>Das Profil konnte nicht gespeichert werden. Prüfen Sie, ob in den Einstellungsordner geschrieben werden kann.</translation>
    </message>
    <message>
        <source>The user name contains a colon, which Basic sign-in cannot carry. Use another form of the user name.</source>
        <translation>Der Benutzername enthält einen Doppelpunkt, den das Anmeldeverfahren Basic nicht übertragen kann. Verwenden Sie eine andere Form des Benutzernamens.</translation>
    </message>
    <message>
        <source>The user name or password contains a control character. Type it by hand.</source>
        <translation>Benutzername oder Passwort enthält ein Steuerzeichen. Geben Sie beides von Hand ein.</translation>
    </message>
    <message>
        <source>The stored password was saved by a newer version of this program. Update the program or save the password again.</source>
        <translation>Das gespeicherte Passwort stammt von einer neueren Version dieses Programms. Aktualisieren Sie das Programm, oder speichern Sie das Passwort neu.</translation>
    </message>
    <message>
        <source>The stored password cannot be read: the entry is damaged. Save the password again.</source>
        <translation>Das gespeicherte Passwort kann nicht gelesen werden: Der Eintrag ist beschädigt. Speichern Sie das Passwort neu.</translation>
    </message>
    <message>
        <source>The limit of refused sign-ins for this run is reached, so nothing more was sent.</source>
        <translation>Die Höchstzahl abgelehnter Anmeldungen für diesen Testlauf ist erreicht. Deshalb wurde nichts mehr gesendet.</translation>
    </message>
    <message>
        <source>This did not work, and the program has no words for why (%1).</source>
        <translation>Das hat nicht funktioniert, und das Programm kann den Grund nicht benennen (%1).</translation>
    </message>
    <message>
        <source>The bundle was not saved: the text of a password is in %1. If the password is an everyday word, the report may contain that word by itself. Otherwise please report this as a fault of the program.</source>
        <translation>Das Support-Paket wurde nicht gespeichert: Der Text eines Passworts steht in %1. Ist das Passwort ein alltägliches Wort, kann der Bericht dieses Wort von sich aus enthalten. Andernfalls melden Sie dies bitte als Fehler des Programms.</translation>
    </message>
    <message>
        <source>The bundle was not saved: the text of a password is in it. If the password is an everyday word, the report may contain that word by itself. Otherwise please report this as a fault of the program.</source>
        <translation>Das Support-Paket wurde nicht gespeichert: Der Text eines Passworts steht darin. Ist das Passwort ein alltägliches Wort, kann der Bericht dieses Wort von sich aus enthalten. Andernfalls melden Sie dies bitte als Fehler des Programms.</translation>
    </message>
</context>
<context>
    <name>HtmlReport</name>
    <message>
        <source>Proxy Triage report</source>
        <translation>Bericht von Proxy Triage</translation>
    </message>
    <message>
        <source>Who must act</source>
        <translation>Wer handeln muss</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>What proves it</source>
        <translation>Was es belegt</translation>
    </message>
    <message>
        <source>exchange %1</source>
        <translation>Austausch %1</translation>
    </message>
    <message>
        <source>What was ruled out</source>
        <translation>Was ausgeschlossen wurde</translation>
    </message>
    <message>
        <source>Also found</source>
        <translation>Außerdem gefunden</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>No answer came.</source>
        <translation>Es kam keine Antwort.</translation>
    </message>
    <message>
        <source>It was not recorded.</source>
        <translation>Sie wurde nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>What was sent and answered</source>
        <translation>Was gesendet und geantwortet wurde</translation>
    </message>
    <message>
        <source>Exchange %1, %2</source>
        <translation>Austausch %1, %2</translation>
    </message>
    <message>
        <source>Connection %1, from port %2 to %3, after %4 ms, took %5 ms</source>
        <translation>Verbindung %1, von Port %2 zu %3, nach %4 ms, Dauer %5 ms</translation>
    </message>
    <message>
        <source>About this test</source>
        <translation>Über diesen Test</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Refused sign-ins</source>
        <translation>Abgelehnte Anmeldungen</translation>
    </message>
    <message>
        <source>%1 of at most %2</source>
        <translation>%1 von höchstens %2</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was es bedeutet</translation>
    </message>
    <message>
        <source>This computer&apos;s settings</source>
        <translation>Einstellungen dieses Computers</translation>
    </message>
    <message>
        <source>Who uses what</source>
        <translation>Wer was benutzt</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>Entschieden durch</translation>
    </message>
    <message>
        <source>What it does not mean</source>
        <translation>Was das nicht heißt</translation>
    </message>
    <message>
        <source>For the network team</source>
        <translation>Für das Netzwerk-Team</translation>
    </message>
    <message>
        <source>What could not be excluded</source>
        <translation>Was sich nicht ausschließen ließ</translation>
    </message>
</context>
<context>
    <name>InputWording</name>
    <message>
        <source>The character %1 has a meaning of its own in an address; write it as a percent code, or use the separate fields.</source>
        <translation>Das Zeichen %1 hat in einer Adresse eine eigene Bedeutung. Schreiben Sie es als Prozentcode, oder verwenden Sie die getrennten Felder.</translation>
    </message>
    <message>
        <source>A character in user name or password has a meaning of its own in an address; write it as a percent code, or use the separate fields.</source>
        <translation>Ein Zeichen in Benutzername oder Passwort hat in einer Adresse eine eigene Bedeutung. Schreiben Sie es als Prozentcode, oder verwenden Sie die getrennten Felder.</translation>
    </message>
    <message>
        <source>A percent sign must be followed by two hexadecimal digits; a percent sign of the password is written %25.</source>
        <translation>Auf ein Prozentzeichen müssen zwei hexadezimale Ziffern folgen. Ein Prozentzeichen im Passwort wird als %25 geschrieben.</translation>
    </message>
    <message>
        <source>The user name contains the code %1; enter the real character here.</source>
        <translation>Der Benutzername enthält den Code %1. Geben Sie hier das eigentliche Zeichen ein.</translation>
    </message>
    <message>
        <source>The user name contains a code such as %40; enter the real character here.</source>
        <translation>Der Benutzername enthält einen Code wie %40. Geben Sie hier das eigentliche Zeichen ein.</translation>
    </message>
    <message>
        <source>The password contains a code such as %40; enter the real character here.</source>
        <translation>Das Passwort enthält einen Code wie %40. Geben Sie hier das eigentliche Zeichen ein.</translation>
    </message>
    <message>
        <source>The address is encoded twice; write %40, not %2540.</source>
        <translation>Die Adresse ist doppelt codiert. Schreiben Sie %40 statt %2540.</translation>
    </message>
    <message>
        <source>The user name contains an invisible character: %1.</source>
        <translation>Der Benutzername enthält ein unsichtbares Zeichen: %1.</translation>
    </message>
    <message>
        <source>The user name contains an invisible character.</source>
        <translation>Der Benutzername enthält ein unsichtbares Zeichen.</translation>
    </message>
    <message>
        <source>The password contains an invisible character, or a space at its end.</source>
        <translation>Das Passwort enthält ein unsichtbares Zeichen oder ein Leerzeichen am Ende.</translation>
    </message>
    <message>
        <source>There is an invisible character here: %1.</source>
        <translation>Hier steht ein unsichtbares Zeichen: %1.</translation>
    </message>
    <message>
        <source>There is an invisible character here.</source>
        <translation>Hier steht ein unsichtbares Zeichen.</translation>
    </message>
    <message>
        <source>A user name with a colon cannot be sent by Basic sign-in.</source>
        <translation>Ein Benutzername mit Doppelpunkt kann mit dem Anmeldeverfahren Basic nicht gesendet werden.</translation>
    </message>
    <message>
        <source>This is too long for an address; enter the proxy as host:port.</source>
        <translation>Das ist zu lang für eine Adresse. Geben Sie den Proxy als host:port ein.</translation>
    </message>
    <message>
        <source>%1 is not a scheme of a proxy; write http:// or leave it out.</source>
        <translation>%1 ist keine Art von Proxy. Schreiben Sie http://, oder lassen Sie die Angabe weg.</translation>
    </message>
    <message>
        <source>The brackets do not fit; an IPv6 address is written as [2001:db8::1]:8080.</source>
        <translation>Die Klammern passen nicht. Eine IPv6-Adresse schreibt man so: [2001:db8::1]:8080.</translation>
    </message>
    <message>
        <source>There is more than one colon; write an IPv6 address in brackets, as in [2001:db8::1]:8080.</source>
        <translation>Hier steht mehr als ein Doppelpunkt. Schreiben Sie eine IPv6-Adresse in Klammern, wie in [2001:db8::1]:8080.</translation>
    </message>
    <message>
        <source>%1 is not a port; ports go from 1 to 65535.</source>
        <translation>%1 ist kein Port. Ports gehen von 1 bis 65535.</translation>
    </message>
    <message>
        <source>The port must be a number, and this is none: %1</source>
        <translation>Der Port muss eine Zahl sein, und dies ist keine: %1</translation>
    </message>
    <message>
        <source>A host name cannot hold the character %1.</source>
        <translation>Das Zeichen %1 kann in einem Hostnamen nicht vorkommen.</translation>
    </message>
    <message>
        <source>Leave out the http:// here; this field takes the host name alone.</source>
        <translation>Lassen Sie hier http:// weg. In dieses Feld gehört nur der Hostname.</translation>
    </message>
    <message>
        <source>Leave out the user name here; it has a field of its own.</source>
        <translation>Lassen Sie hier den Benutzernamen weg. Für ihn gibt es ein eigenes Feld.</translation>
    </message>
    <message>
        <source>Leave out everything after the host name; a proxy has no path.</source>
        <translation>Lassen Sie alles nach dem Hostnamen weg. Ein Proxy hat keinen Pfad.</translation>
    </message>
    <message>
        <source>There is a character here that a host name cannot hold.</source>
        <translation>Hier steht ein Zeichen, das in einem Hostnamen nicht vorkommen kann.</translation>
    </message>
    <message>
        <source>No host name can be read from this; enter the proxy as host:port.</source>
        <translation>Hier ist kein Hostname zu erkennen. Geben Sie den Proxy als host:port ein.</translation>
    </message>
    <message>
        <source>This is the address of a PAC file (proxy auto-configuration); enter the proxy that the file names.</source>
        <translation>Dies ist die Adresse einer PAC-Datei (automatische Proxy-Konfiguration). Geben Sie den Proxy ein, den die Datei nennt.</translation>
    </message>
    <message>
        <source>No port was given; %1 is used.</source>
        <translation>Es wurde kein Port angegeben, verwendet wird %1.</translation>
    </message>
    <message>
        <source>No port was given; enter it as host:port.</source>
        <translation>Es wurde kein Port angegeben. Geben Sie den Proxy als host:port ein.</translation>
    </message>
    <message>
        <source>What follows host and port has no meaning for a proxy and is left out.</source>
        <translation>Was auf Host und Port folgt, hat für einen Proxy keine Bedeutung und wird weggelassen.</translation>
    </message>
</context>
<context>
    <name>MarkedLines</name>
    <message numerus="yes">
        <source>(%n more line(s))</source>
        <translation>
            <numerusform>(%n weitere Zeile)</numerusform>
            <numerusform>(%n weitere Zeilen)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkFacts</name>
    <message>
        <source>%1: %2</source>
        <comment>label and value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>From (address and port)</source>
        <translation>Von (Adresse und Port)</translation>
    </message>
    <message>
        <source>To (address and port)</source>
        <translation>An (Adresse und Port)</translation>
    </message>
    <message>
        <source>Proxy as set</source>
        <translation>Proxy wie eingestellt</translation>
    </message>
    <message>
        <source>Addresses of its name</source>
        <translation>Adressen des Namens</translation>
    </message>
    <message>
        <source>Connection attempt</source>
        <translation>Verbindungsversuch</translation>
    </message>
    <message>
        <source>Connection of this test</source>
        <translation>Verbindung dieses Tests</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Wie es endete</translation>
    </message>
    <message>
        <source>Sign-in methods offered</source>
        <translation>Angebotene Anmeldeverfahren</translation>
    </message>
    <message>
        <source>Realm</source>
        <translation>Bereich (Realm)</translation>
    </message>
    <message>
        <source>Sign-in method used</source>
        <translation>Verwendetes Anmeldeverfahren</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Date in the answer</source>
        <translation>Datum in der Antwort</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Issuer of the certificate</source>
        <translation>Aussteller des Zertifikats</translation>
    </message>
    <message>
        <source>Certificate valid until</source>
        <translation>Zertifikat gültig bis</translation>
    </message>
    <message>
        <source>Proxy computer named</source>
        <translation>Genannter Computer des Proxys</translation>
    </message>
    <message>
        <source>Domain named by the proxy</source>
        <translation>Vom Proxy genannte Domäne</translation>
    </message>
    <message>
        <source>Domain sent</source>
        <translation>Gesendete Domäne</translation>
    </message>
    <message>
        <source>Service asked for (SPN)</source>
        <translation>Verlangter Dienst (SPN)</translation>
    </message>
    <message>
        <source>Service in the ticket (SPN)</source>
        <translation>Dienst im Ticket (SPN)</translation>
    </message>
    <message>
        <source>Ticket of</source>
        <translation>Ticket von</translation>
    </message>
    <message>
        <source>Encryption of the ticket (etype)</source>
        <translation>Verschlüsselung des Tickets (etype)</translation>
    </message>
    <message>
        <source>Key version of the ticket (kvno)</source>
        <translation>Schlüsselversion des Tickets (kvno)</translation>
    </message>
    <message>
        <source>Ticket ends</source>
        <translation>Ticket endet</translation>
    </message>
    <message>
        <source>Kerberos error</source>
        <translation>Kerberos-Fehler</translation>
    </message>
    <message>
        <source>Clocks differ by (minutes)</source>
        <translation>Uhren weichen ab um (Minuten)</translation>
    </message>
    <message>
        <source>SOCKS reply code</source>
        <translation>SOCKS-Antwortcode</translation>
    </message>
    <message>
        <source>PAC file</source>
        <translation>PAC-Datei</translation>
    </message>
    <message>
        <source>Status of its answer</source>
        <translation>Status der Antwort</translation>
    </message>
    <message>
        <source>Line in the file</source>
        <translation>Zeile in der Datei</translation>
    </message>
    <message>
        <source>Words of the system</source>
        <translation>Meldung des Systems</translation>
    </message>
    <message>
        <source>Proxy named by the file</source>
        <translation>Von der Datei genannter Proxy</translation>
    </message>
    <message>
        <source>Entry that matches</source>
        <translation>Zutreffender Eintrag</translation>
    </message>
    <message>
        <source>Place on this computer</source>
        <translation>Stelle auf diesem Computer</translation>
    </message>
    <message>
        <source>Sign-ins sent in this test</source>
        <translation>In diesem Test gesendete Anmeldungen</translation>
    </message>
    <message>
        <source>Sign-ins refused in this test</source>
        <translation>In diesem Test abgelehnte Anmeldungen</translation>
    </message>
    <message>
        <source>See also</source>
        <translation>Siehe auch</translation>
    </message>
    <message>
        <source>%1: %2 after %3 ms</source>
        <translation>%1: %2 nach %3 ms</translation>
    </message>
    <message>
        <source>%1 after %2 ms</source>
        <translation>%1 nach %2 ms</translation>
    </message>
</context>
<context>
    <name>PasswordInput</name>
    <message>
        <source>No password came: the input is empty. An empty password is given as a single line end.</source>
        <translation>Es kam kein Passwort: Die Eingabe ist leer. Ein leeres Passwort wird als einzelnes Zeilenende angegeben.</translation>
    </message>
    <message>
        <source>This is too long for a password, more than 4096 bytes. Check which file was given.</source>
        <translation>Das ist zu lang für ein Passwort, mehr als 4096 Bytes. Prüfen Sie, welche Datei angegeben wurde.</translation>
    </message>
    <message>
        <source>There is no file %1. Check the name given with --password-file.</source>
        <translation>Die Datei %1 gibt es nicht. Prüfen Sie den mit --password-file angegebenen Namen.</translation>
    </message>
    <message>
        <source>%1 is a folder. Give a file that holds the password and nothing else.</source>
        <translation>%1 ist ein Ordner. Geben Sie eine Datei an, die nur das Passwort enthält.</translation>
    </message>
    <message>
        <source>The password file %1 can be read by other users of this computer. Make it yours alone with: chmod 600 FILE</source>
        <translation>Die Passwortdatei %1 kann von anderen Benutzern dieses Computers gelesen werden. Beschränken Sie den Zugriff auf sich selbst mit: chmod 600 FILE</translation>
    </message>
    <message>
        <source>The password could not be read: %1</source>
        <translation>Das Passwort konnte nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>PracticeConnection</name>
    <message>
        <source>received something that is not SOCKS version %1; closed</source>
        <translation>erhielt etwas, das nicht SOCKS Version %1 ist; geschlossen</translation>
    </message>
    <message>
        <source>is greeted in SOCKS and accepts none of the methods offered</source>
        <translation>wird in SOCKS begrüßt und nimmt keines der angebotenen Verfahren an</translation>
    </message>
    <message>
        <source>is greeted in SOCKS and chooses method %1</source>
        <translation>wird in SOCKS begrüßt und wählt Verfahren %1</translation>
    </message>
    <message>
        <source>its sign-in is right</source>
        <translation>die Anmeldung darin ist richtig</translation>
    </message>
    <message>
        <source>its sign-in is wrong</source>
        <translation>die Anmeldung darin ist falsch</translation>
    </message>
    <message>
        <source>is asked in SOCKS for %1, port %2, and answers with code %3</source>
        <translation>wird in SOCKS nach %1, Port %2, gefragt und antwortet mit Code %3</translation>
    </message>
</context>
<context>
    <name>ProxyArgument</name>
    <message>
        <source>Give the name with --user and the password with --password-stdin or --password-file FILE.</source>
        <translation>Geben Sie den Namen mit --user und das Passwort mit --password-stdin oder --password-file FILE an.</translation>
    </message>
    <message>
        <source>Write for example:</source>
        <translation>Schreiben Sie zum Beispiel:</translation>
    </message>
    <message>
        <source>The proxy address holds a password. On a command line other users of this computer can read it, and shells keep it in their history.</source>
        <translation>Die Proxy-Adresse enthält ein Passwort. Auf einer Befehlszeile können andere Benutzer dieses Computers es lesen, und Shells behalten es in ihrem Verlauf.</translation>
    </message>
    <message>
        <source>The port of the proxy is missing: %1</source>
        <translation>Der Port des Proxys fehlt: %1</translation>
    </message>
    <message>
        <source>Write it behind the name, for example: --proxy %1. Usual ports are 3128, 8080 and 8888.</source>
        <translation>Schreiben Sie ihn hinter den Namen, zum Beispiel: --proxy %1. Übliche Ports sind 3128, 8080 und 8888.</translation>
    </message>
    <message>
        <source>The address, with the password masked:</source>
        <translation>Die Adresse, mit unkenntlich gemachtem Passwort:</translation>
    </message>
    <message>
        <source>Other programs read the proxy %1, but %2 was meant.</source>
        <translation>Andere Programme lesen daraus den Proxy %1, gemeint war aber %2.</translation>
    </message>
    <message>
        <source>Correctly encoded it reads:</source>
        <translation>Richtig codiert lautet sie:</translation>
    </message>
</context>
<context>
    <name>RedactionText</name>
    <message>
        <source>user names became user-1, user-2</source>
        <translation>aus Benutzernamen wurden user-1, user-2</translation>
    </message>
    <message>
        <source>domains became domain-A, domain-B</source>
        <translation>aus Domänen wurden domain-A, domain-B</translation>
    </message>
    <message>
        <source>host names became host-1.example; addresses became others of the same kind, private ones stayed private</source>
        <translation>aus Hostnamen wurden host-1.example; aus Adressen wurden andere derselben Art, private blieben privat</translation>
    </message>
    <message>
        <source>in web addresses the host got a stand-in; sign-in, path names, query and fragment were withheld</source>
        <translation>in Webadressen erhielt der Host einen Ersatznamen; Anmeldung, Pfadnamen, Abfrage und Fragment wurden weggelassen</translation>
    </message>
    <message>
        <source>in proxy addresses every part got a stand-in, the punctuation stayed</source>
        <translation>in Proxy-Adressen erhielt jeder Teil einen Ersatznamen, die Satzzeichen blieben stehen</translation>
    </message>
    <message>
        <source>names in certificates got stand-ins, and their fingerprints</source>
        <translation>Namen in Zertifikaten und deren Fingerabdrücke wurden ersetzt</translation>
    </message>
    <message>
        <source>values of known header fields: names, realms and tokens got stand-ins</source>
        <translation>Werte bekannter Kopfzeilen: Namen, Bereiche (Realms) und Tokens wurden ersetzt</translation>
    </message>
    <message>
        <source>values of header fields that are not on the list were withheld</source>
        <translation>Werte von Kopfzeilen, die nicht auf der Liste stehen, wurden weggelassen</translation>
    </message>
    <message>
        <source>names of header fields that may identify somebody were withheld</source>
        <translation>Namen von Kopfzeilen, die jemanden erkennbar machen könnten, wurden weggelassen</translation>
    </message>
    <message>
        <source>first lines of messages: addresses and words of one&apos;s own were replaced</source>
        <translation>erste Zeilen von Nachrichten: Adressen und eigene Wörter wurden ersetzt</translation>
    </message>
    <message>
        <source>pages and bodies: only words that error pages have in common stayed</source>
        <translation>Seiten und Inhalte: nur Wörter, die in Fehlerseiten üblich sind, blieben stehen</translation>
    </message>
    <message>
        <source>bytes that could not be read as HTTP were withheld</source>
        <translation>Bytes, die nicht als HTTP zu lesen waren, wurden weggelassen</translation>
    </message>
    <message>
        <source>names of files were withheld</source>
        <translation>Dateinamen wurden weggelassen</translation>
    </message>
    <message>
        <source>texts: names got stand-ins, words of one&apos;s own were withheld</source>
        <translation>Texte: Namen wurden ersetzt, eigene Wörter weggelassen</translation>
    </message>
    <message>
        <source>What was replaced or withheld in this bundle</source>
        <translation>Was in diesem Support-Paket ersetzt oder weggelassen wurde</translation>
    </message>
    <message>
        <source>Made %1</source>
        <translation>Erstellt: %1</translation>
    </message>
    <message>
        <source>The files case.json, exchange.txt and report.html were written from the Case after everything below had been done. The same original has the same stand-in in all of them. The originals are not in this bundle.</source>
        <translation>Die Dateien case.json, exchange.txt und report.html wurden aus dem Fall erzeugt, nachdem alles Folgende erledigt war. Dasselbe Original hat in allen Dateien denselben Ersatznamen. Die Originale sind nicht in diesem Support-Paket enthalten.</translation>
    </message>
    <message>
        <source>Passwords were never recorded. What a program sends to sign in was replaced when it was recorded; its kind and the user&apos;s stand-in stayed.</source>
        <translation>Passwörter wurden nie aufgezeichnet. Was ein Programm zur Anmeldung sendet, wurde beim Aufzeichnen ersetzt; Anmeldeverfahren und Ersatzname des Benutzers blieben stehen.</translation>
    </message>
    <message>
        <source>Nothing had to be replaced.</source>
        <translation>Es musste nichts ersetzt werden.</translation>
    </message>
    <message>
        <source>%1: %2 times, %3 characters</source>
        <translation>%1: %2-mal, %3 Zeichen</translation>
    </message>
    <message>
        <source>The finished files were searched for the secrets of this session in every spelling; none was found.</source>
        <translation>Die fertigen Dateien wurden nach den Geheimnissen dieser Sitzung in jeder Schreibweise durchsucht; es wurde keines gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>Not searched for: %n secret(s) of fewer than 4 bytes, which cannot be told from other text.</source>
        <translation>
            <numerusform>Nicht gesucht wurde nach %n Geheimnis mit weniger als 4 Bytes, weil es sich nicht von anderem Text unterscheiden lässt.</numerusform>
            <numerusform>Nicht gesucht wurde nach %n Geheimnissen mit weniger als 4 Bytes, weil sie sich nicht von anderem Text unterscheiden lassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>tokens of a sign-in: names in them got stand-ins, their bytes were withheld</source>
        <translation>Tokens einer Anmeldung: Namen darin bekamen Platzhalter, ihre Bytes wurden zurückgehalten</translation>
    </message>
    <message>
        <source>SOCKS messages: the user name, the host and the addresses in them</source>
        <translation>SOCKS-Nachrichten: der Benutzername, der Rechner und die Adressen darin</translation>
    </message>
</context>
<context>
    <name>ResultPrinter</name>
    <message>
        <source>Bundle saved: %1</source>
        <translation>Support-Paket gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>RuledOutWording</name>
    <message>
        <source>The recorded exchange excludes it.</source>
        <translation>Der aufgezeichnete Austausch schließt dies aus.</translation>
    </message>
    <message>
        <source>The request did carry a sign-in (%1).</source>
        <translation>Die Anfrage enthielt sehr wohl eine Anmeldung (%1).</translation>
    </message>
    <message>
        <source>The request did carry a sign-in.</source>
        <translation>Die Anfrage enthielt sehr wohl eine Anmeldung.</translation>
    </message>
    <message>
        <source>No password was sent, so none was refused.</source>
        <translation>Es wurde kein Passwort gesendet, also wurde auch keines abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy did ask for a sign-in.</source>
        <translation>Der Proxy hat sehr wohl eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>The proxy never asked for a sign-in.</source>
        <translation>Der Proxy hat nie eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>After the sign-in the proxy no longer asked: the answer was %1.</source>
        <translation>Nach der Anmeldung hat der Proxy nicht mehr gefragt: Die Antwort war %1.</translation>
    </message>
    <message>
        <source>After the sign-in the proxy no longer asked.</source>
        <translation>Nach der Anmeldung hat der Proxy nicht mehr gefragt.</translation>
    </message>
    <message>
        <source>The sign-in methods can be read: %1.</source>
        <translation>Die Anmeldeverfahren sind lesbar: %1.</translation>
    </message>
    <message>
        <source>The sign-in methods can be read.</source>
        <translation>Die Anmeldeverfahren sind lesbar.</translation>
    </message>
    <message>
        <source>The proxy named no sign-in method, so nothing could be sent.</source>
        <translation>Der Proxy hat kein Anmeldeverfahren genannt, deshalb konnte nichts gesendet werden.</translation>
    </message>
    <message>
        <source>The sign-in method %1 can be used here.</source>
        <translation>Das Anmeldeverfahren %1 kann hier verwendet werden.</translation>
    </message>
    <message>
        <source>The sign-in method asked for can be used here.</source>
        <translation>Das verlangte Anmeldeverfahren kann hier verwendet werden.</translation>
    </message>
    <message>
        <source>No ticket is involved: the method that uses tickets is not what failed.</source>
        <translation>Mit Tickets hat es nichts zu tun: Das Verfahren, das Tickets verwendet, ist nicht fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Nothing is out of the ordinary in what was entered.</source>
        <translation>An der Eingabe ist nichts ungewöhnlich.</translation>
    </message>
    <message>
        <source>The address was read as it was meant: %1.</source>
        <translation>Die Adresse wurde so gelesen, wie sie gemeint war: %1.</translation>
    </message>
    <message>
        <source>The address was read as it was meant.</source>
        <translation>Die Adresse wurde so gelesen, wie sie gemeint war.</translation>
    </message>
    <message>
        <source>A program reads &quot;%1&quot; as the host, which is a piece of the sign-in.</source>
        <translation>Ein Programm liest „%1“ als Host, das ist aber ein Teil der Anmeldung.</translation>
    </message>
    <message>
        <source>A program reads a piece of the sign-in as the host.</source>
        <translation>Ein Programm liest einen Teil der Anmeldung als Host.</translation>
    </message>
    <message>
        <source>It was found before any password was sent.</source>
        <translation>Dies wurde festgestellt, bevor ein Passwort gesendet wurde.</translation>
    </message>
    <message>
        <source>The proxy is not on this computer (%1).</source>
        <translation>Der Proxy läuft nicht auf diesem Computer (%1).</translation>
    </message>
    <message>
        <source>The proxy is not on this computer.</source>
        <translation>Der Proxy läuft nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>The proxy is on this computer itself (%1).</source>
        <translation>Der Proxy läuft auf diesem Computer selbst (%1).</translation>
    </message>
    <message>
        <source>The proxy is on this computer itself.</source>
        <translation>Der Proxy läuft auf diesem Computer selbst.</translation>
    </message>
    <message>
        <source>The answer came from the proxy; the website was not contacted.</source>
        <translation>Die Antwort kam vom Proxy. Die Website wurde nicht kontaktiert.</translation>
    </message>
    <message>
        <source>The answer was to CONNECT, which the website never sees.</source>
        <translation>Die Antwort galt der Anfrage CONNECT, die die Website nie sieht.</translation>
    </message>
    <message>
        <source>Nothing in the answer came from the website.</source>
        <translation>Nichts in der Antwort kam von der Website.</translation>
    </message>
    <message>
        <source>The answer came through the tunnel, into which the proxy cannot write.</source>
        <translation>Die Antwort kam durch den Tunnel, in den der Proxy nicht schreiben kann.</translation>
    </message>
    <message>
        <source>The proxy marked the answer as passed on: %1</source>
        <translation>Der Proxy hat die Antwort als weitergeleitet gekennzeichnet: %1</translation>
    </message>
    <message>
        <source>The proxy marked the answer as passed on.</source>
        <translation>Der Proxy hat die Antwort als weitergeleitet gekennzeichnet.</translation>
    </message>
    <message>
        <source>The answer carries the proxy&apos;s own error field %1: %2</source>
        <translation>Die Antwort enthält die Fehler-Kopfzeile %1 des Proxys: %2</translation>
    </message>
    <message>
        <source>The answer carries the proxy&apos;s own error field.</source>
        <translation>Die Antwort enthält eine eigene Fehler-Kopfzeile des Proxys.</translation>
    </message>
    <message>
        <source>The page is one of the proxy&apos;s own (%1).</source>
        <translation>Die Seite ist eine eigene Seite des Proxys (%1).</translation>
    </message>
    <message>
        <source>The page is one of the proxy&apos;s own.</source>
        <translation>Die Seite ist eine eigene Seite des Proxys.</translation>
    </message>
    <message>
        <source>A plain request was passed on (%1), so this is a proxy.</source>
        <translation>Eine unverschlüsselte Anfrage wurde weitergeleitet (%1), also ist dies ein Proxy.</translation>
    </message>
    <message>
        <source>A plain request was passed on, so this is a proxy.</source>
        <translation>Eine unverschlüsselte Anfrage wurde weitergeleitet, also ist dies ein Proxy.</translation>
    </message>
    <message>
        <source>A plain request was answered with the server&apos;s own page.</source>
        <translation>Eine unverschlüsselte Anfrage wurde mit der eigenen Seite des Servers beantwortet.</translation>
    </message>
    <message>
        <source>A tunnel to port %1 was not refused so (%2).</source>
        <translation>Ein Tunnel zu Port %1 wurde nicht auf diese Weise abgelehnt (%2).</translation>
    </message>
    <message>
        <source>A tunnel to another port was not refused so.</source>
        <translation>Ein Tunnel zu einem anderen Port wurde nicht auf diese Weise abgelehnt.</translation>
    </message>
    <message>
        <source>A tunnel to port %1 was refused as well (%2), so it is not the port.</source>
        <translation>Ein Tunnel zu Port %1 wurde ebenfalls abgelehnt (%2), am Port liegt es also nicht.</translation>
    </message>
    <message>
        <source>A tunnel to another port was refused as well, so it is not the port.</source>
        <translation>Ein Tunnel zu einem anderen Port wurde ebenfalls abgelehnt, am Port liegt es also nicht.</translation>
    </message>
    <message>
        <source>Another website was allowed: %1.</source>
        <translation>Eine andere Website wurde erlaubt: %1.</translation>
    </message>
    <message>
        <source>Another website was allowed.</source>
        <translation>Eine andere Website wurde erlaubt.</translation>
    </message>
    <message>
        <source>Every website was refused, none of them after a sign-in.</source>
        <translation>Alle Websites wurden abgelehnt, keine davon nach einer Anmeldung.</translation>
    </message>
    <message>
        <source>CONNECT was asked for a sign-in as well.</source>
        <translation>Auch für CONNECT wurde eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>The same sign-in was accepted for the plain request (%1).</source>
        <translation>Dieselbe Anmeldung wurde für die unverschlüsselte Anfrage angenommen (%1).</translation>
    </message>
    <message>
        <source>The same sign-in was accepted for the plain request.</source>
        <translation>Dieselbe Anmeldung wurde für die unverschlüsselte Anfrage angenommen.</translation>
    </message>
    <message>
        <source>The same sign-in was accepted for CONNECT (%1).</source>
        <translation>Dieselbe Anmeldung wurde für CONNECT angenommen (%1).</translation>
    </message>
    <message>
        <source>The same sign-in was accepted for CONNECT.</source>
        <translation>Dieselbe Anmeldung wurde für CONNECT angenommen.</translation>
    </message>
    <message>
        <source>CONNECT got an answer (%1).</source>
        <translation>CONNECT wurde beantwortet (%1).</translation>
    </message>
    <message>
        <source>CONNECT got an answer.</source>
        <translation>CONNECT wurde beantwortet.</translation>
    </message>
    <message>
        <source>The proxy had opened the tunnel (%1).</source>
        <translation>Der Proxy hatte den Tunnel geöffnet (%1).</translation>
    </message>
    <message>
        <source>The proxy had opened the tunnel.</source>
        <translation>Der Proxy hatte den Tunnel geöffnet.</translation>
    </message>
    <message>
        <source>There was no tunnel.</source>
        <translation>Es gab keinen Tunnel.</translation>
    </message>
    <message>
        <source>The website answered the start of encryption, so the tunnel carried it.</source>
        <translation>Die Website hat auf den Beginn der Verschlüsselung geantwortet, der Tunnel hat ihn also übertragen.</translation>
    </message>
    <message>
        <source>No start of encryption ever came back through the tunnel.</source>
        <translation>Durch den Tunnel kam nie ein Beginn der Verschlüsselung zurück.</translation>
    </message>
    <message>
        <source>The website itself answered (%1).</source>
        <translation>Die Website selbst hat geantwortet (%1).</translation>
    </message>
    <message>
        <source>The website itself answered.</source>
        <translation>Die Website selbst hat geantwortet.</translation>
    </message>
    <message>
        <source>The page is no proxy configuration script.</source>
        <translation>Die Seite ist kein Skript zur Proxy-Konfiguration.</translation>
    </message>
    <message>
        <source>The page is a proxy configuration script.</source>
        <translation>Die Seite ist ein Skript zur Proxy-Konfiguration.</translation>
    </message>
    <message>
        <source>The answer is HTTP.</source>
        <translation>Die Antwort ist HTTP.</translation>
    </message>
    <message>
        <source>The first bytes of the answer are not TLS.</source>
        <translation>Die ersten Bytes der Antwort sind kein TLS.</translation>
    </message>
    <message>
        <source>The first bytes of the answer are not SOCKS.</source>
        <translation>Die ersten Bytes der Antwort sind kein SOCKS.</translation>
    </message>
    <message>
        <source>Bytes did come back.</source>
        <translation>Es kamen Bytes zurück.</translation>
    </message>
    <message>
        <source>No byte came back.</source>
        <translation>Es kam kein einziges Byte zurück.</translation>
    </message>
    <message>
        <source>The connection itself was made (%1).</source>
        <translation>Die Verbindung selbst kam zustande (%1).</translation>
    </message>
    <message>
        <source>The connection itself was made.</source>
        <translation>Die Verbindung selbst kam zustande.</translation>
    </message>
    <message>
        <source>Another website was reached through this proxy: %1.</source>
        <translation>Eine andere Website wurde über diesen Proxy erreicht: %1.</translation>
    </message>
    <message>
        <source>Another website was reached through this proxy.</source>
        <translation>Eine andere Website wurde über diesen Proxy erreicht.</translation>
    </message>
    <message>
        <source>The proxy says that it tried to reach the website.</source>
        <translation>Der Proxy meldet, dass er versucht hat, die Website zu erreichen.</translation>
    </message>
    <message>
        <source>The proxy says that the one-time value was too old, not that the password was wrong.</source>
        <translation>Der Proxy meldet, dass der Einmalwert zu alt war, nicht dass das Passwort falsch war.</translation>
    </message>
    <message>
        <source>A plain request was cut off as well, so it is not only CONNECT.</source>
        <translation>Eine unverschlüsselte Anfrage wurde ebenfalls abgebrochen, es liegt also nicht nur an CONNECT.</translation>
    </message>
    <message>
        <source>The proxy says itself that it is the port: &quot;%1&quot;.</source>
        <translation>Der Proxy sagt selbst, dass es am Port liegt: „%1“.</translation>
    </message>
    <message>
        <source>The proxy says itself that it is the port.</source>
        <translation>Der Proxy sagt selbst, dass es am Port liegt.</translation>
    </message>
    <message>
        <source>A refused sign-in is answered with 407, and this is %1.</source>
        <translation>Eine abgelehnte Anmeldung wird mit 407 beantwortet, und dies ist %1.</translation>
    </message>
    <message>
        <source>A refused sign-in is answered with 407, and this is another status.</source>
        <translation>Eine abgelehnte Anmeldung wird mit 407 beantwortet, und dies ist ein anderer Status.</translation>
    </message>
    <message>
        <source>The answer says nothing about reaching the website.</source>
        <translation>Die Antwort sagt nichts darüber, ob die Website erreicht wurde.</translation>
    </message>
    <message>
        <source>Another program than the proxy wrote the answer: %1</source>
        <translation>Die Antwort stammt von einem anderen Programm als dem Proxy: %1</translation>
    </message>
    <message>
        <source>Another program than the proxy wrote the answer.</source>
        <translation>Die Antwort stammt von einem anderen Programm als dem Proxy.</translation>
    </message>
    <message>
        <source>The certificate is not the website&apos;s own; it was made on the way by &quot;%1&quot;.</source>
        <translation>Das Zertifikat ist nicht das der Website. Es wurde unterwegs von „%1“ ausgestellt.</translation>
    </message>
    <message>
        <source>The certificate is not the website&apos;s own; it was made on the way.</source>
        <translation>Das Zertifikat ist nicht das der Website. Es wurde unterwegs ausgestellt.</translation>
    </message>
    <message>
        <source>The limit of refused sign-ins was not reached.</source>
        <translation>Die Höchstzahl abgelehnter Anmeldungen wurde nicht erreicht.</translation>
    </message>
    <message>
        <source>The stored password could be read.</source>
        <translation>Das gespeicherte Passwort konnte gelesen werden.</translation>
    </message>
    <message>
        <source>The proxy does not call the one-time value too old.</source>
        <translation>Der Proxy bezeichnet den Einmalwert (Nonce) nicht als zu alt.</translation>
    </message>
    <message>
        <source>The answer was computed for this very request and challenge.</source>
        <translation>Die Antwort wurde für genau diese Anfrage und Anmeldeaufforderung berechnet.</translation>
    </message>
    <message>
        <source>No proxy could accept this answer, whatever the password.</source>
        <translation>Kein Proxy könnte diese Antwort annehmen, ganz gleich mit welchem Passwort.</translation>
    </message>
    <message>
        <source>The port does answer to TLS.</source>
        <translation>Der Port antwortet durchaus auf TLS.</translation>
    </message>
    <message>
        <source>The proxy showed this certificate for itself, before any tunnel to a website.</source>
        <translation>Der Proxy zeigte dieses Zertifikat für sich selbst, noch vor jedem Tunnel zu einer Website.</translation>
    </message>
    <message>
        <source>The same port answers without encryption (%1).</source>
        <translation>Derselbe Port antwortet ohne Verschlüsselung (%1).</translation>
    </message>
    <message>
        <source>The same port answers without encryption.</source>
        <translation>Derselbe Port antwortet ohne Verschlüsselung.</translation>
    </message>
    <message>
        <source>The port gave no answer without encryption either.</source>
        <translation>Auch ohne Verschlüsselung gab der Port keine Antwort.</translation>
    </message>
    <message>
        <source>%1 has codes for its reasons, and the one it gave is another.</source>
        <translation>%1 nennt seine Gründe mit Codes, und der genannte ist ein anderer.</translation>
    </message>
    <message>
        <source>The provider has codes for its reasons, and the one it gave is another.</source>
        <translation>Der Anbieter nennt seine Gründe mit Codes, und der genannte ist ein anderer.</translation>
    </message>
    <message>
        <source>Only the first message of the sign-in was sent, which holds no proof of a password.</source>
        <translation>Nur die erste Nachricht der Anmeldung wurde gesendet; sie enthält keinen Nachweis eines Passworts.</translation>
    </message>
    <message>
        <source>The proxy went on after the first message of the sign-in.</source>
        <translation>Der Proxy machte nach der ersten Nachricht der Anmeldung weiter.</translation>
    </message>
    <message>
        <source>The proxy&apos;s challenge and the answer to it were on one connection.</source>
        <translation>Die Aufforderung des Proxys und die Antwort darauf gingen über eine Verbindung.</translation>
    </message>
    <message>
        <source>The domain that was sent, %1, is the one that the proxy names.</source>
        <translation>Die gesendete Domäne, %1, ist die, die der Proxy nennt.</translation>
    </message>
    <message>
        <source>The domain that was sent is the one that the proxy names.</source>
        <translation>Die gesendete Domäne ist die, die der Proxy nennt.</translation>
    </message>
    <message>
        <source>The answer carries the proxy&apos;s own time, so the clock of this computer plays no part.</source>
        <translation>Die Antwort trägt die Zeit des Proxys selbst; die Uhr dieses Computers spielt also keine Rolle.</translation>
    </message>
    <message>
        <source>The answer could not count where it was sent, so the password was not judged.</source>
        <translation>Die Antwort konnte dort, wohin sie gesendet wurde, nicht gelten; über das Passwort wurde also nicht geurteilt.</translation>
    </message>
    <message>
        <source>There is a ticket of %1 on this computer.</source>
        <translation>Auf diesem Computer gibt es ein Ticket von %1.</translation>
    </message>
    <message>
        <source>There is a ticket on this computer.</source>
        <translation>Auf diesem Computer gibt es ein Ticket.</translation>
    </message>
    <message>
        <source>What was refused is a ticket; no password was sent to the proxy.</source>
        <translation>Abgelehnt wurde ein Ticket; ein Passwort ging nicht an den Proxy.</translation>
    </message>
    <message>
        <source>Nothing was sent to the proxy that it could have refused.</source>
        <translation>Es wurde nichts an den Proxy gesendet, das er hätte ablehnen können.</translation>
    </message>
    <message>
        <source>The sign-in server of the domain did answer.</source>
        <translation>Der Anmeldeserver der Domäne hat geantwortet.</translation>
    </message>
    <message>
        <source>The sign-in server issued a ticket for %1, so it knows the proxy.</source>
        <translation>Der Anmeldeserver stellte ein Ticket für %1 aus, kennt den Proxy also.</translation>
    </message>
    <message>
        <source>The sign-in server issued a ticket for the proxy, so it knows it.</source>
        <translation>Der Anmeldeserver stellte ein Ticket für den Proxy aus, kennt ihn also.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the proxy&apos;s differ by less than 5 minutes.</source>
        <translation>Die Uhren dieses Computers und des Proxys weichen um weniger als 5 Minuten voneinander ab.</translation>
    </message>
    <message>
        <source>The same sign-in was accepted on a new connection (%1).</source>
        <translation>Dieselbe Anmeldung wurde auf einer neuen Verbindung angenommen (%1).</translation>
    </message>
    <message>
        <source>The same sign-in was accepted on a new connection.</source>
        <translation>Dieselbe Anmeldung wurde auf einer neuen Verbindung angenommen.</translation>
    </message>
    <message>
        <source>The first bytes of the answer are not HTTP.</source>
        <translation>Die ersten Bytes der Antwort sind kein HTTP.</translation>
    </message>
    <message>
        <source>The port answers in SOCKS.</source>
        <translation>Der Port antwortet in SOCKS.</translation>
    </message>
    <message>
        <source>The proxy chose a method that this program can do.</source>
        <translation>Der Proxy wählte ein Verfahren, das dieses Programm kann.</translation>
    </message>
    <message>
        <source>The proxy accepted user name and password before.</source>
        <translation>Der Proxy nahm Benutzername und Passwort vorher an.</translation>
    </message>
    <message>
        <source>The proxy says that a rule of its own forbids it, not that it cannot reach the website.</source>
        <translation>Der Proxy sagt, dass eine seiner Regeln es verbietet, nicht dass er die Website nicht erreicht.</translation>
    </message>
    <message>
        <source>The proxy said that it made the connection.</source>
        <translation>Der Proxy sagte, dass er die Verbindung hergestellt hat.</translation>
    </message>
    <message>
        <source>Without the characters that cannot be seen it was refused as well.</source>
        <translation>Ohne die unsichtbaren Zeichen wurde sie ebenfalls abgelehnt.</translation>
    </message>
    <message>
        <source>With the real characters in place of percent codes it was refused as well.</source>
        <translation>Mit den wirklichen Zeichen statt der Prozentcodes wurde sie ebenfalls abgelehnt.</translation>
    </message>
    <message>
        <source>In ISO-8859-1 it was refused as well.</source>
        <translation>In ISO-8859-1 wurde sie ebenfalls abgelehnt.</translation>
    </message>
    <message>
        <source>Computed as the misprinted example has it, it was refused as well.</source>
        <translation>So berechnet, wie es das fehlerhaft gedruckte Beispiel zeigt, wurde sie ebenfalls abgelehnt.</translation>
    </message>
    <message>
        <source>With the whole address signed it was refused as well.</source>
        <translation>Mit der ganzen Adresse in der Rechnung wurde sie ebenfalls abgelehnt.</translation>
    </message>
    <message>
        <source>With the user name written as &quot;%1&quot; it was refused as well.</source>
        <translation>Mit dem Benutzernamen in der Schreibweise „%1“ wurde sie ebenfalls abgelehnt.</translation>
    </message>
    <message>
        <source>In another spelling it was refused as well.</source>
        <translation>In einer anderen Schreibweise wurde sie ebenfalls abgelehnt.</translation>
    </message>
    <message>
        <source>The same password passes in another spelling (status %1).</source>
        <translation>Dasselbe Passwort geht in einer anderen Schreibweise durch (Status %1).</translation>
    </message>
    <message>
        <source>The same password passes in another spelling.</source>
        <translation>Dasselbe Passwort geht in einer anderen Schreibweise durch.</translation>
    </message>
    <message>
        <source>The second question is not the proxy&apos;s own; it says nothing about the password for the first.</source>
        <translation>Die zweite Frage stammt nicht vom Proxy selbst; über das Passwort für die erste sagt sie nichts.</translation>
    </message>
    <message>
        <source>The password that this proxy accepted before, on %1, is another one.</source>
        <translation>Das Passwort, das dieser Proxy früher, am %1, angenommen hat, ist ein anderes.</translation>
    </message>
    <message>
        <source>The password that this proxy accepted before is another one.</source>
        <translation>Das Passwort, das dieser Proxy früher angenommen hat, ist ein anderes.</translation>
    </message>
    <message>
        <source>This proxy accepted no password of this user in the tests that are remembered.</source>
        <translation>In den Tests, die gemerkt sind, hat dieser Proxy kein Passwort dieses Benutzers angenommen.</translation>
    </message>
    <message>
        <source>This proxy accepted the very same password on %1, so it is not mistyped.</source>
        <translation>Dieser Proxy hat genau dieses Passwort am %1 angenommen, es ist also nicht vertippt.</translation>
    </message>
    <message>
        <source>This proxy accepted the very same password before, so it is not mistyped.</source>
        <translation>Dieser Proxy hat genau dieses Passwort früher angenommen, es ist also nicht vertippt.</translation>
    </message>
    <message>
        <source>This proxy accepted another password on %1, later than this stored one.</source>
        <translation>Dieser Proxy hat am %1 ein anderes Passwort angenommen, später als dieses gespeicherte.</translation>
    </message>
    <message>
        <source>This proxy accepted another password later than this stored one.</source>
        <translation>Dieser Proxy hat später ein anderes Passwort angenommen als dieses gespeicherte.</translation>
    </message>
    <message>
        <source>No other password is known that this proxy accepted later.</source>
        <translation>Es ist kein anderes Passwort bekannt, das dieser Proxy später angenommen hat.</translation>
    </message>
    <message>
        <source>The password was entered, and not taken from a place where it is stored.</source>
        <translation>Das Passwort wurde eingegeben und nicht von einer Stelle genommen, an der es gespeichert ist.</translation>
    </message>
    <message>
        <source>The proxy accepted the password in this test.</source>
        <translation>Der Proxy hat das Passwort in diesem Test angenommen.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the proxy&apos;s agree within %1 seconds.</source>
        <translation>Die Uhr dieses Computers und die des Proxys weichen höchstens %1 Sekunden voneinander ab.</translation>
    </message>
    <message>
        <source>User name and password hold plain letters, digits and signs only, which every encoding writes alike.</source>
        <translation>Benutzername und Passwort enthalten nur einfache Buchstaben, Ziffern und Zeichen, die jede Zeichenkodierung gleich schreibt.</translation>
    </message>
    <message>
        <source>The sign-in used %1, which has no domain of its own.</source>
        <translation>Die Anmeldung lief über %1, das keine eigene Domäne kennt.</translation>
    </message>
    <message>
        <source>The sign-in used a method that has no domain of its own.</source>
        <translation>Die Anmeldung lief über ein Verfahren, das keine eigene Domäne kennt.</translation>
    </message>
    <message>
        <source>It asked for a proxy sign-in, opened a tunnel, passed a request on or refused one as only a proxy does.</source>
        <translation>Es hat eine Proxy-Anmeldung verlangt, einen Tunnel geöffnet, eine Anfrage weitergeleitet oder so abgelehnt, wie es nur ein Proxy tut.</translation>
    </message>
</context>
<context>
    <name>StageWording</name>
    <message>
        <source>Proxy %1, websites to test: %2.</source>
        <translation>Proxy %1, zu prüfende Websites: %2.</translation>
    </message>
    <message>
        <source>Proxy %1.</source>
        <translation>Proxy %1.</translation>
    </message>
    <message>
        <source>The settings can be used.</source>
        <translation>Die Einstellungen sind verwendbar.</translation>
    </message>
    <message>
        <source>No proxy was entered.</source>
        <translation>Es wurde kein Proxy eingegeben.</translation>
    </message>
    <message>
        <source>This is too long for an address; enter the proxy as host:port.</source>
        <translation>Das ist zu lang für eine Adresse. Geben Sie den Proxy als host:port ein.</translation>
    </message>
    <message>
        <source>%1 is not a scheme of a proxy; write http:// or leave it out.</source>
        <translation>%1 ist keine Art von Proxy. Schreiben Sie http://, oder lassen Sie die Angabe weg.</translation>
    </message>
    <message>
        <source>The brackets do not fit; an IPv6 address is written as [2001:db8::1]:8080.</source>
        <translation>Die Klammern passen nicht. Eine IPv6-Adresse schreibt man so: [2001:db8::1]:8080.</translation>
    </message>
    <message>
        <source>There is more than one colon; write an IPv6 address in brackets, as in [2001:db8::1]:8080.</source>
        <translation>Hier steht mehr als ein Doppelpunkt. Schreiben Sie eine IPv6-Adresse in Klammern, wie in [2001:db8::1]:8080.</translation>
    </message>
    <message>
        <source>%1 is not a port; ports go from 1 to 65535.</source>
        <translation>%1 ist kein Port. Ports gehen von 1 bis 65535.</translation>
    </message>
    <message>
        <source>The port must be a number, and this is none: %1</source>
        <translation>Der Port muss eine Zahl sein, und dies ist keine: %1</translation>
    </message>
    <message>
        <source>A host name cannot hold the character %1.</source>
        <translation>Das Zeichen %1 kann in einem Hostnamen nicht vorkommen.</translation>
    </message>
    <message>
        <source>Leave out the http:// here; this field takes the host name alone.</source>
        <translation>Lassen Sie hier http:// weg. In dieses Feld gehört nur der Hostname.</translation>
    </message>
    <message>
        <source>Leave out the user name here; it has a field of its own.</source>
        <translation>Lassen Sie hier den Benutzernamen weg. Für ihn gibt es ein eigenes Feld.</translation>
    </message>
    <message>
        <source>Leave out everything after the host name; a proxy has no path.</source>
        <translation>Lassen Sie alles nach dem Hostnamen weg. Ein Proxy hat keinen Pfad.</translation>
    </message>
    <message>
        <source>There is a character here that a host name cannot hold.</source>
        <translation>Hier steht ein Zeichen, das in einem Hostnamen nicht vorkommen kann.</translation>
    </message>
    <message>
        <source>No host name can be read from what was entered.</source>
        <translation>In der Eingabe ist kein Hostname zu erkennen.</translation>
    </message>
    <message>
        <source>The address is that of a PAC file (proxy auto-configuration), not of a proxy.</source>
        <translation>Die Adresse ist die einer PAC-Datei (automatische Proxy-Konfiguration), nicht die eines Proxys.</translation>
    </message>
    <message>
        <source>The port of %1 is missing.</source>
        <translation>Für %1 fehlt der Port.</translation>
    </message>
    <message>
        <source>The port of the proxy is missing.</source>
        <translation>Der Port des Proxys fehlt.</translation>
    </message>
    <message>
        <source>No website to test was entered.</source>
        <translation>Es wurde keine zu prüfende Website eingegeben.</translation>
    </message>
    <message>
        <source>Not an http or https address: %1</source>
        <translation>Dies ist keine http- oder https-Adresse: %1</translation>
    </message>
    <message>
        <source>One of the websites to test is not an http or https address.</source>
        <translation>Eine der zu prüfenden Websites ist keine http- oder https-Adresse.</translation>
    </message>
    <message>
        <source>%1 is an address already.</source>
        <translation>%1 ist bereits eine Adresse.</translation>
    </message>
    <message>
        <source>The proxy is given by address, so there was no name to look up.</source>
        <translation>Der Proxy ist mit seiner Adresse angegeben, deshalb war kein Name aufzulösen.</translation>
    </message>
    <message>
        <source>%1 was found, number of addresses: %2.</source>
        <translation>%1 wurde gefunden, Anzahl der Adressen: %2.</translation>
    </message>
    <message>
        <source>%1 was found.</source>
        <translation>%1 wurde gefunden.</translation>
    </message>
    <message>
        <source>The proxy&apos;s name was found.</source>
        <translation>Der Name des Proxys wurde gefunden.</translation>
    </message>
    <message>
        <source>The name %1 is not known.</source>
        <translation>Der Name %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s name is not known.</source>
        <translation>Der Name des Proxys ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The name service gave no answer for %1.</source>
        <translation>Der Namensdienst hat für %1 keine Antwort gegeben.</translation>
    </message>
    <message>
        <source>The name service gave no answer.</source>
        <translation>Der Namensdienst hat keine Antwort gegeben.</translation>
    </message>
    <message>
        <source>There is no network to ask for the name.</source>
        <translation>Es gibt kein Netzwerk, in dem nach dem Namen gefragt werden könnte.</translation>
    </message>
    <message>
        <source>The name service did not answer for %1 within %2 seconds.</source>
        <translation>Der Namensdienst hat für %1 nicht innerhalb von %2 Sekunden geantwortet.</translation>
    </message>
    <message>
        <source>The name service did not answer in time.</source>
        <translation>Der Namensdienst hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Connected to %1, port %2.</source>
        <translation>Verbunden mit %1, Port %2.</translation>
    </message>
    <message>
        <source>The connection to the proxy was made.</source>
        <translation>Die Verbindung zum Proxy wurde hergestellt.</translation>
    </message>
    <message>
        <source>%1 refuses connections on port %2.</source>
        <translation>%1 weist Verbindungen auf Port %2 ab.</translation>
    </message>
    <message>
        <source>Every address refused the connection.</source>
        <translation>Alle Adressen haben die Verbindung abgewiesen.</translation>
    </message>
    <message>
        <source>%1, port %2: no answer within %3 seconds.</source>
        <translation>%1, Port %2: keine Antwort innerhalb von %3 Sekunden.</translation>
    </message>
    <message>
        <source>%1, port %2: no answer.</source>
        <translation>%1, Port %2: keine Antwort.</translation>
    </message>
    <message>
        <source>No address answered.</source>
        <translation>Keine Adresse hat geantwortet.</translation>
    </message>
    <message>
        <source>There is no way from here to %1.</source>
        <translation>Von hier gibt es keinen Weg zu %1.</translation>
    </message>
    <message>
        <source>There is no way from here to the proxy.</source>
        <translation>Von hier gibt es keinen Weg zum Proxy.</translation>
    </message>
    <message>
        <source>%1, port %2: %3</source>
        <translation>%1, Port %2: %3</translation>
    </message>
    <message>
        <source>No connection to %1, port %2.</source>
        <translation>Keine Verbindung zu %1, Port %2.</translation>
    </message>
    <message>
        <source>No connection to the proxy.</source>
        <translation>Keine Verbindung zum Proxy.</translation>
    </message>
    <message>
        <source>The connection to this proxy is not encrypted.</source>
        <translation>Die Verbindung zu diesem Proxy ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, methods: %1.</source>
        <translation>Der Proxy verlangt eine Anmeldung, Verfahren: %1.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, and no method can be read from its answer.</source>
        <translation>Der Proxy verlangt eine Anmeldung, und aus seiner Antwort ist kein Verfahren zu erkennen.</translation>
    </message>
    <message>
        <source>The proxy did not ask for a sign-in (status %1).</source>
        <translation>Der Proxy hat keine Anmeldung verlangt (Status %1).</translation>
    </message>
    <message>
        <source>The proxy did not ask for a sign-in.</source>
        <translation>Der Proxy hat keine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>One of the first requests got no answer: %1</source>
        <translation>Eine der ersten Anfragen blieb ohne Antwort: %1</translation>
    </message>
    <message>
        <source>One of the first requests got no answer.</source>
        <translation>Eine der ersten Anfragen blieb ohne Antwort.</translation>
    </message>
    <message>
        <source>The proxy closed the connection without an answer.</source>
        <translation>Der Proxy hat die Verbindung ohne Antwort geschlossen.</translation>
    </message>
    <message>
        <source>The proxy reset the connection without an answer.</source>
        <translation>Der Proxy hat die Verbindung ohne Antwort zurückgesetzt.</translation>
    </message>
    <message>
        <source>The proxy was silent until the time limit.</source>
        <translation>Der Proxy hat bis zum Ende der Wartezeit nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy&apos;s answer did not end within the time limit.</source>
        <translation>Die Antwort des Proxys war innerhalb der Wartezeit nicht zu Ende.</translation>
    </message>
    <message>
        <source>The proxy did not answer.</source>
        <translation>Der Proxy hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>What came back is not HTTP, or cannot be read.</source>
        <translation>Was zurückkam, ist kein HTTP oder nicht lesbar.</translation>
    </message>
    <message>
        <source>The proxy accepted the sign-in of &quot;%2&quot; by %1.</source>
        <translation>Der Proxy hat die Anmeldung von „%2“ mit dem Verfahren %1 angenommen.</translation>
    </message>
    <message>
        <source>The proxy accepted the sign-in by %1.</source>
        <translation>Der Proxy hat die Anmeldung mit dem Verfahren %1 angenommen.</translation>
    </message>
    <message>
        <source>The proxy accepted the sign-in.</source>
        <translation>Der Proxy hat die Anmeldung angenommen.</translation>
    </message>
    <message>
        <source>The proxy accepted the sign-in, but not for %1.</source>
        <translation>Der Proxy hat die Anmeldung angenommen, aber nicht für %1.</translation>
    </message>
    <message>
        <source>The proxy accepted the sign-in for some of the requests only.</source>
        <translation>Der Proxy hat die Anmeldung nur für einen Teil der Anfragen angenommen.</translation>
    </message>
    <message>
        <source>The proxy refused the sign-in by %1 (status %2).</source>
        <translation>Der Proxy hat die Anmeldung mit dem Verfahren %1 abgelehnt (Status %2).</translation>
    </message>
    <message>
        <source>The proxy refused the sign-in.</source>
        <translation>Der Proxy hat die Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>The request with the sign-in got no answer.</source>
        <translation>Die Anfrage mit der Anmeldung blieb ohne Antwort.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in (%1), and none was entered.</source>
        <translation>Der Proxy verlangt eine Anmeldung (%1), und es wurde keine eingegeben.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, and none was entered.</source>
        <translation>Der Proxy verlangt eine Anmeldung, und es wurde keine eingegeben.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>Der Benutzername fehlt.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Das Passwort fehlt.</translation>
    </message>
    <message>
        <source>The user name or the password is missing.</source>
        <translation>Der Benutzername oder das Passwort fehlt.</translation>
    </message>
    <message>
        <source>None of the proxy&apos;s methods can be used here: %1.</source>
        <translation>Keines der Verfahren des Proxys kann hier verwendet werden: %1.</translation>
    </message>
    <message>
        <source>None of the proxy&apos;s methods can be used here.</source>
        <translation>Keines der Verfahren des Proxys kann hier verwendet werden.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in but names no method.</source>
        <translation>Der Proxy verlangt eine Anmeldung, nennt aber kein Verfahren.</translation>
    </message>
    <message>
        <source>The proxy&apos;s question for a sign-in cannot be read or answered.</source>
        <translation>Die Anmeldeaufforderung des Proxys ist nicht lesbar oder lässt sich nicht beantworten.</translation>
    </message>
    <message>
        <source>Stopped, refused sign-ins allowed: %1.</source>
        <translation>Abgebrochen, Höchstzahl abgelehnter Anmeldungen: %1.</translation>
    </message>
    <message>
        <source>Stopped by the limit of refused sign-ins.</source>
        <translation>Abgebrochen durch die Höchstzahl abgelehnter Anmeldungen.</translation>
    </message>
    <message>
        <source>The user name contains a colon, which Basic sign-in cannot carry; nothing was sent.</source>
        <translation>Der Benutzername enthält einen Doppelpunkt, den das Anmeldeverfahren Basic nicht übertragen kann. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy asked for a sign-in only for %1, and it could not be answered.</source>
        <translation>Der Proxy hat nur für %1 eine Anmeldung verlangt, und die Aufforderung ließ sich nicht beantworten.</translation>
    </message>
    <message>
        <source>The proxy asked for a sign-in late, and it could not be answered.</source>
        <translation>Der Proxy hat erst spät eine Anmeldung verlangt, und die Aufforderung ließ sich nicht beantworten.</translation>
    </message>
    <message>
        <source>%1 was left untried: the limit of refused sign-ins is reached.</source>
        <translation>%1 wurde nicht mehr versucht: Die Höchstzahl abgelehnter Anmeldungen ist erreicht.</translation>
    </message>
    <message>
        <source>A website was left untried: the limit of refused sign-ins is reached.</source>
        <translation>Eine Website wurde nicht mehr versucht: Die Höchstzahl abgelehnter Anmeldungen ist erreicht.</translation>
    </message>
    <message>
        <source>The user name contains a control character; nothing was sent.</source>
        <translation>Der Benutzername enthält ein Steuerzeichen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The domain contains a control character; nothing was sent.</source>
        <translation>Die Domäne enthält ein Steuerzeichen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The password contains a control character; nothing was sent.</source>
        <translation>Das Passwort enthält ein Steuerzeichen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The sign-in contains a control character; nothing was sent.</source>
        <translation>Die Anmeldung enthält ein Steuerzeichen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>There is no https website to test.</source>
        <translation>Es ist keine https-Website zu prüfen.</translation>
    </message>
    <message>
        <source>Tunnels opened: %1.</source>
        <translation>Geöffnete Tunnel: %1.</translation>
    </message>
    <message>
        <source>The tunnel was opened.</source>
        <translation>Der Tunnel wurde geöffnet.</translation>
    </message>
    <message>
        <source>The proxy refused the tunnel to %1 (status %2).</source>
        <translation>Der Proxy hat den Tunnel zu %1 abgelehnt (Status %2).</translation>
    </message>
    <message>
        <source>The proxy refused the tunnel.</source>
        <translation>Der Proxy hat den Tunnel abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy did not answer the request for a tunnel to %1.</source>
        <translation>Der Proxy hat die Anfrage nach einem Tunnel zu %1 nicht beantwortet.</translation>
    </message>
    <message>
        <source>The proxy did not answer the request for a tunnel.</source>
        <translation>Der Proxy hat die Anfrage nach einem Tunnel nicht beantwortet.</translation>
    </message>
    <message>
        <source>The tunnel to %1 broke before encryption was up.</source>
        <translation>Der Tunnel zu %1 brach ab, bevor die Verschlüsselung stand.</translation>
    </message>
    <message>
        <source>The tunnel broke before encryption was up.</source>
        <translation>Der Tunnel brach ab, bevor die Verschlüsselung stand.</translation>
    </message>
    <message>
        <source>The certificate shown for %1 did not pass the check.</source>
        <translation>Das für %1 vorgezeigte Zertifikat hat die Prüfung nicht bestanden.</translation>
    </message>
    <message>
        <source>The website&apos;s certificate did not pass the check.</source>
        <translation>Das Zertifikat der Website hat die Prüfung nicht bestanden.</translation>
    </message>
    <message>
        <source>Websites that answered: %1, last status: %2.</source>
        <translation>Websites, die geantwortet haben: %1, letzter Status: %2.</translation>
    </message>
    <message>
        <source>Every website answered.</source>
        <translation>Alle Websites haben geantwortet.</translation>
    </message>
    <message>
        <source>%1 answered with status %2.</source>
        <translation>%1 hat mit Status %2 geantwortet.</translation>
    </message>
    <message>
        <source>A website answered with an error.</source>
        <translation>Eine Website hat mit einem Fehler geantwortet.</translation>
    </message>
    <message>
        <source>No answer from %1.</source>
        <translation>Keine Antwort von %1.</translation>
    </message>
    <message>
        <source>A website did not answer.</source>
        <translation>Eine Website hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>Not part of this test.</source>
        <translation>Nicht Teil dieses Tests.</translation>
    </message>
    <message>
        <source>An earlier step failed.</source>
        <translation>Ein früherer Schritt ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The run was stopped.</source>
        <translation>Der Test wurde abgebrochen.</translation>
    </message>
    <message>
        <source>This version tests http and https proxies only, not %1.</source>
        <translation>Diese Version prüft nur http- und https-Proxys, nicht %1.</translation>
    </message>
    <message>
        <source>This version tests http and https proxies only.</source>
        <translation>Diese Version prüft nur http- und https-Proxys.</translation>
    </message>
    <message>
        <source>The connection to the proxy is encrypted (%1, certificate issued by %2).</source>
        <translation>Die Verbindung zum Proxy ist verschlüsselt (%1, Zertifikat ausgestellt von %2).</translation>
    </message>
    <message>
        <source>The connection to the proxy is encrypted (%1).</source>
        <translation>Die Verbindung zum Proxy ist verschlüsselt (%1).</translation>
    </message>
    <message>
        <source>The connection to the proxy is encrypted.</source>
        <translation>Die Verbindung zum Proxy ist verschlüsselt.</translation>
    </message>
    <message>
        <source>The issuer of the proxy&apos;s certificate is not trusted: %1</source>
        <translation>Dem Aussteller des Proxy-Zertifikats wird nicht vertraut: %1</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is not trusted.</source>
        <translation>Dem Zertifikat des Proxys wird nicht vertraut.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is not made out to %1.</source>
        <translation>Das Zertifikat des Proxys ist nicht auf %1 ausgestellt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is made out to another name.</source>
        <translation>Das Zertifikat des Proxys ist auf einen anderen Namen ausgestellt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is out of date, or not valid yet.</source>
        <translation>Das Zertifikat des Proxys ist abgelaufen oder noch nicht gültig.</translation>
    </message>
    <message>
        <source>The proxy wants a certificate from this computer.</source>
        <translation>Der Proxy verlangt ein Zertifikat von diesem Computer.</translation>
    </message>
    <message>
        <source>The encrypted connection to the proxy did not come up: %1</source>
        <translation>Die verschlüsselte Verbindung zum Proxy kam nicht zustande: %1</translation>
    </message>
    <message>
        <source>The encrypted connection to the proxy did not come up.</source>
        <translation>Die verschlüsselte Verbindung zum Proxy kam nicht zustande.</translation>
    </message>
    <message>
        <source>The port answered with something else than TLS.</source>
        <translation>Der Port hat mit etwas anderem als TLS geantwortet.</translation>
    </message>
    <message>
        <source>The proxy ended the encrypted connection without an answer.</source>
        <translation>Der Proxy hat die verschlüsselte Verbindung ohne Antwort beendet.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in by Digest with an algorithm that is not known here; nothing was sent.</source>
        <translation>Der Proxy verlangt eine Anmeldung nach Digest mit einem Algorithmus, der hier nicht bekannt ist. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy asks for a form of Digest (qop) that is not known here; nothing was sent.</source>
        <translation>Der Proxy verlangt eine Form von Digest (qop), die hier nicht bekannt ist. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy called the sign-in too old, and the renewed one as well.</source>
        <translation>Der Proxy nannte die Anmeldung veraltet und die erneuerte ebenso.</translation>
    </message>
    <message>
        <source>The proxy did not go on after the first message of the sign-in by %1; no password was sent.</source>
        <translation>Der Proxy machte nach der ersten Nachricht der Anmeldung mit %1 nicht weiter; es wurde kein Passwort gesendet.</translation>
    </message>
    <message>
        <source>The proxy did not go on after the first message of the sign-in; no password was sent.</source>
        <translation>Der Proxy machte nach der ersten Nachricht der Anmeldung nicht weiter; es wurde kein Passwort gesendet.</translation>
    </message>
    <message>
        <source>The connection ended in the middle of the sign-in by %1.</source>
        <translation>Die Verbindung endete mitten in der Anmeldung mit %1.</translation>
    </message>
    <message>
        <source>The connection ended in the middle of the sign-in.</source>
        <translation>Die Verbindung endete mitten in der Anmeldung.</translation>
    </message>
    <message>
        <source>The proxy asked for ever more messages of the sign-in; it was given up.</source>
        <translation>Der Proxy verlangte immer weitere Nachrichten der Anmeldung; sie wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The stronger sign-in was refused; the weaker method that is offered here was not tried.</source>
        <translation>Die stärkere Anmeldung wurde abgelehnt; das hier angebotene schwächere Verfahren wurde nicht versucht.</translation>
    </message>
    <message>
        <source>Proxy %1, from this computer&apos;s settings (%2).</source>
        <translation>Proxy %1, aus den Einstellungen dieses Computers (%2).</translation>
    </message>
    <message>
        <source>The proxy was taken from this computer&apos;s settings.</source>
        <translation>Der Proxy wurde den Einstellungen dieses Computers entnommen.</translation>
    </message>
    <message>
        <source>No setting of this computer names a proxy.</source>
        <translation>Keine Einstellung dieses Computers nennt einen Proxy.</translation>
    </message>
    <message>
        <source>This computer&apos;s settings send %1 past every proxy.</source>
        <translation>Die Einstellungen dieses Computers schicken %1 an jedem Proxy vorbei.</translation>
    </message>
    <message>
        <source>This computer&apos;s settings send the website past every proxy.</source>
        <translation>Die Einstellungen dieses Computers schicken die Website an jedem Proxy vorbei.</translation>
    </message>
    <message>
        <source>The proxy cannot be told from %1.</source>
        <translation>Der Proxy ist aus %1 nicht zu erkennen.</translation>
    </message>
    <message>
        <source>The proxy cannot be told from this computer&apos;s settings.</source>
        <translation>Der Proxy ist aus den Einstellungen dieses Computers nicht zu erkennen.</translation>
    </message>
    <message>
        <source>The SOCKS proxy asks for a user name and a password.</source>
        <translation>Der SOCKS-Proxy verlangt einen Benutzernamen und ein Passwort.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not ask for a sign-in.</source>
        <translation>Der SOCKS-Proxy verlangte keine Anmeldung.</translation>
    </message>
    <message>
        <source>The proxy answers in SOCKS 4, which asks for no sign-in.</source>
        <translation>Der Proxy antwortet in SOCKS 4, das keine Anmeldung kennt.</translation>
    </message>
    <message>
        <source>The SOCKS proxy wants a way of signing in that is not known here.</source>
        <translation>Der SOCKS-Proxy verlangt ein Anmeldeverfahren, das hier nicht bekannt ist.</translation>
    </message>
    <message>
        <source>What came back is not SOCKS.</source>
        <translation>Was zurückkam, ist nicht SOCKS.</translation>
    </message>
    <message>
        <source>SOCKS cannot carry an empty user name; nothing was sent.</source>
        <translation>SOCKS kann keinen leeren Benutzernamen übertragen; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>SOCKS cannot carry an empty password; nothing was sent.</source>
        <translation>SOCKS kann kein leeres Passwort übertragen; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The user name is too long for SOCKS; nothing was sent.</source>
        <translation>Der Benutzername ist zu lang für SOCKS; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The password is too long for SOCKS; nothing was sent.</source>
        <translation>Das Passwort ist zu lang für SOCKS; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy&apos;s NTLM challenge cannot be read, so it was not answered; no password was sent.</source>
        <translation>Die NTLM-Aufforderung des Proxys ist nicht lesbar und wurde deshalb nicht beantwortet; es wurde kein Passwort gesendet.</translation>
    </message>
    <message>
        <source>Under the name of NTLM the proxy sent the bytes of another method; no password was sent.</source>
        <translation>Unter dem Namen NTLM sandte der Proxy die Bytes eines anderen Verfahrens; es wurde kein Passwort gesendet.</translation>
    </message>
    <message>
        <source>The proxy can do only version 1 of NTLM, which is not switched on; no password was sent.</source>
        <translation>Der Proxy kann nur Version 1 von NTLM, die nicht eingeschaltet ist; es wurde kein Passwort gesendet.</translation>
    </message>
    <message>
        <source>There is no Kerberos ticket for the proxy; nothing was sent.</source>
        <translation>Es gibt kein Kerberos-Ticket für den Proxy; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The Kerberos ticket of this computer has ended; nothing was sent.</source>
        <translation>Das Kerberos-Ticket dieses Computers ist abgelaufen; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy is given as a number, and a ticket is for a name; nothing was sent.</source>
        <translation>Der Proxy ist als Zahl angegeben, und ein Ticket gilt für einen Namen; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The sign-in server does not know the proxy by this name; nothing was sent.</source>
        <translation>Der Anmeldeserver kennt den Proxy unter diesem Namen nicht; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The clocks differ too much for a sign-in by Kerberos; nothing was sent.</source>
        <translation>Die Uhren gehen für eine Anmeldung mit Kerberos zu verschieden; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The server that issues Kerberos tickets does not answer; nothing was sent.</source>
        <translation>Der Server, der Kerberos-Tickets ausstellt, antwortet nicht; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Sign-in by Kerberos is not available here; nothing was sent.</source>
        <translation>Die Anmeldung mit Kerberos steht hier nicht zur Verfügung; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The sign-in server refused the user name or the password; nothing was sent to the proxy.</source>
        <translation>Der Anmeldeserver lehnte Benutzername oder Passwort ab; an den Proxy wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The proxy refused the Kerberos ticket.</source>
        <translation>Der Proxy lehnte das Kerberos-Ticket ab.</translation>
    </message>
    <message>
        <source>The proxy went on with something that is no message of this sign-in.</source>
        <translation>Der Proxy machte mit etwas weiter, das keine Nachricht dieser Anmeldung ist.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: general failure.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: allgemeiner Fehler.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: not allowed by its rules.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: durch seine Regeln nicht erlaubt.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: network unreachable.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: Netz nicht erreichbar.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: host unreachable.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: Rechner nicht erreichbar.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: connection refused.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: Verbindung abgewiesen.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: took too long.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: dauerte zu lange.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: command not supported.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: Befehl nicht unterstützt.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: kind of address not supported.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: Adressart nicht unterstützt.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: rejected or failed.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: abgelehnt oder fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: no identification.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: nicht ausgewiesen.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1: another user.</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1: anderer Benutzer.</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not connect to %1 (reply code %2).</source>
        <translation>Der SOCKS-Proxy verband nicht mit %1 (Antwortcode %2).</translation>
    </message>
    <message>
        <source>The SOCKS proxy did not make the connection.</source>
        <translation>Der SOCKS-Proxy stellte die Verbindung nicht her.</translation>
    </message>
    <message>
        <source>This version of SOCKS has no place for the address %1.</source>
        <translation>Diese Version von SOCKS hat keinen Platz für die Adresse %1.</translation>
    </message>
    <message>
        <source>This version of SOCKS has no place for the address.</source>
        <translation>Diese Version von SOCKS hat keinen Platz für die Adresse.</translation>
    </message>
</context>
<context>
    <name>TextReport</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Gewissheit</translation>
    </message>
    <message>
        <source>Who acts</source>
        <translation>Wer handelt</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>This was a practice run against the built-in proxy; nothing left this computer.</source>
        <translation>Dies war eine Übung mit dem eingebauten Proxy; nichts hat diesen Computer verlassen.</translation>
    </message>
    <message>
        <source>The run was stopped before its end, so later steps were not tested.</source>
        <translation>Der Test wurde vor seinem Ende abgebrochen, deshalb wurden spätere Schritte nicht geprüft.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>What it is not</source>
        <translation>Was es nicht ist</translation>
    </message>
    <message>
        <source>Also found</source>
        <translation>Außerdem gefunden</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>connection %1</source>
        <translation>Verbindung %1</translation>
    </message>
    <message>
        <source>local port %1</source>
        <translation>lokaler Port %1</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>zu %1</translation>
    </message>
    <message>
        <source>started at %1 ms</source>
        <translation>Beginn bei %1 ms</translation>
    </message>
    <message>
        <source>took %1 ms</source>
        <translation>Dauer %1 ms</translation>
    </message>
    <message>
        <source>Exchange %1</source>
        <translation>Austausch %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The proof</source>
        <translation>Der Beleg</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>No answer came.</source>
        <translation>Es kam keine Antwort.</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>%1, first bytes:</source>
        <translation>%1, erste Bytes:</translation>
    </message>
    <message>
        <source>%1, part of the body:</source>
        <translation>%1, Teil des Inhalts:</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>This computer&apos;s settings</source>
        <translation>Einstellungen dieses Computers</translation>
    </message>
    <message>
        <source>Programs for %1:</source>
        <translation>Programme für %1:</translation>
    </message>
    <message>
        <source>What can be tried next</source>
        <translation>Was als Nächstes versucht werden kann</translation>
    </message>
    <message>
        <source>The proxy also offers %1: repeat the check with --auth %2. The password is sent once more, and the proxy itself gets to read it.</source>
        <translation>Der Proxy bietet auch %1 an: Wiederholen Sie den Test mit --auth %2. Das Passwort wird noch einmal gesendet, und der Proxy selbst kann es lesen.</translation>
    </message>
    <message>
        <source>The proxy also offers %1: repeat the check with --auth %2. The password is sent once more.</source>
        <translation>Der Proxy bietet auch %1 an: Wiederholen Sie den Test mit --auth %2. Das Passwort wird noch einmal gesendet.</translation>
    </message>
    <message>
        <source>Other spellings of the sign-in were left untried: repeat the check with --attempts %1. The proxy may then refuse the password up to %1 times; many companies lock an account after 3 to 5.</source>
        <translation>Andere Schreibweisen der Anmeldung blieben unversucht: Wiederholen Sie den Test mit --attempts %1. Der Proxy lehnt das Passwort dann vielleicht bis zu %1 Mal ab; viele Firmen sperren ein Konto nach 3 bis 5 Mal.</translation>
    </message>
    <message>
        <source>What the tokens say</source>
        <translation>Was die Tokens sagen</translation>
    </message>
    <message>
        <source>exchange %1, request</source>
        <translation>Austausch %1, Anfrage</translation>
    </message>
    <message>
        <source>exchange %1, answer</source>
        <translation>Austausch %1, Antwort</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>For the network team</source>
        <translation>Für das Netzwerk-Team</translation>
    </message>
    <message>
        <source>the proxy</source>
        <translation>dem Proxy</translation>
    </message>
    <message>
        <source>Clocks: this computer&apos;s is %1 minutes ahead of that of %2.</source>
        <translation>Uhren: Gegenüber %2 geht die Uhr dieses Computers %1 Minuten vor.</translation>
    </message>
    <message>
        <source>Clocks: this computer&apos;s is %1 minutes behind that of %2.</source>
        <translation>Uhren: Gegenüber %2 geht die Uhr dieses Computers %1 Minuten nach.</translation>
    </message>
    <message>
        <source>What could not be excluded</source>
        <translation>Was sich nicht ausschließen ließ</translation>
    </message>
</context>
<context>
    <name>TicketText</name>
    <message>
        <source>Who acts: %1</source>
        <translation>Wer handelt: %1</translation>
    </message>
    <message>
        <source>Next step: %1</source>
        <translation>Nächster Schritt: %1</translation>
    </message>
    <message>
        <source>How sure: %1</source>
        <translation>Gewissheit: %1</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>Ursache: %1</translation>
    </message>
    <message>
        <source>Proxy: %1</source>
        <translation>Proxy: %1</translation>
    </message>
    <message>
        <source>Website: %1</source>
        <translation>Website: %1</translation>
    </message>
    <message>
        <source>This was a practice run against the built-in proxy.</source>
        <translation>Dies war eine Übung mit dem eingebauten Proxy.</translation>
    </message>
    <message>
        <source>What proves it:</source>
        <translation>Was es belegt:</translation>
    </message>
    <message>
        <source>This does not mean:</source>
        <translation>Das heißt nicht:</translation>
    </message>
    <message>
        <source>For the network team:</source>
        <translation>Für das Netzwerk-Team:</translation>
    </message>
</context>
<context>
    <name>TokenWording</name>
    <message>
        <source>Basic sign-in</source>
        <translation>Basic-Anmeldung</translation>
    </message>
    <message>
        <source>User name and password, encoded but not encrypted; whoever reads the line can read both.</source>
        <translation>Benutzername und Passwort, codiert, aber nicht verschlüsselt; wer die Zeile liest, kann beide lesen.</translation>
    </message>
    <message>
        <source>Basic challenge</source>
        <translation>Basic-Aufforderung</translation>
    </message>
    <message>
        <source>The proxy asks for a user name and password in Basic form.</source>
        <translation>Der Proxy verlangt Benutzername und Passwort in der Form von Basic.</translation>
    </message>
    <message>
        <source>Digest sign-in</source>
        <translation>Digest-Anmeldung</translation>
    </message>
    <message>
        <source>An answer computed from the password and the values of the challenge; each value has to fit the challenge and the request, or the answer is refused.</source>
        <translation>Eine Antwort, berechnet aus dem Passwort und den Werten der Aufforderung; jeder Wert muss zur Aufforderung und zur Anfrage passen, sonst wird sie abgelehnt.</translation>
    </message>
    <message>
        <source>Digest challenge</source>
        <translation>Digest-Aufforderung</translation>
    </message>
    <message>
        <source>The values from which a Digest answer has to be computed.</source>
        <translation>Die Werte, aus denen eine Digest-Antwort zu berechnen ist.</translation>
    </message>
    <message>
        <source>Digest confirmation</source>
        <translation>Digest-Bestätigung</translation>
    </message>
    <message>
        <source>What the proxy adds when it accepts a Digest answer: its own proof, and the next one-time value.</source>
        <translation>Was der Proxy hinzufügt, wenn er eine Digest-Antwort annimmt: seinen eigenen Nachweis und den nächsten Einmalwert.</translation>
    </message>
    <message>
        <source>NTLM message 1 (negotiate)</source>
        <translation>NTLM-Nachricht 1 (Eröffnung)</translation>
    </message>
    <message>
        <source>Opens the sign-in: says what this side can do. It holds no password and no proof of one.</source>
        <translation>Eröffnet die Anmeldung: sagt, was diese Seite kann. Sie enthält weder ein Passwort noch einen Nachweis davon.</translation>
    </message>
    <message>
        <source>NTLM message 2 (challenge)</source>
        <translation>NTLM-Nachricht 2 (Aufforderung)</translation>
    </message>
    <message>
        <source>The proxy&apos;s challenge: the value to compute the answer with, the names of its domain and server, and its clock.</source>
        <translation>Die Aufforderung des Proxys: der Wert, mit dem die Antwort zu berechnen ist, die Namen seiner Domäne und seines Servers und seine Uhr.</translation>
    </message>
    <message>
        <source>NTLM message 3 (answer)</source>
        <translation>NTLM-Nachricht 3 (Antwort)</translation>
    </message>
    <message>
        <source>The answer: user, domain and a proof computed from the password and the challenge. It only counts on the connection on which the challenge came.</source>
        <translation>Die Antwort: Benutzer, Domäne und ein Nachweis, berechnet aus Passwort und Aufforderung. Sie gilt nur auf der Verbindung, auf der die Aufforderung kam.</translation>
    </message>
    <message>
        <source>SPNEGO frame</source>
        <translation>SPNEGO-Rahmen</translation>
    </message>
    <message>
        <source>Agrees on the method behind Negotiate, usually Kerberos, and carries that method&apos;s own bytes.</source>
        <translation>Verständigt sich über das Verfahren hinter Negotiate, meist Kerberos, und trägt dessen eigene Bytes.</translation>
    </message>
    <message>
        <source>Kerberos ticket (AP-REQ)</source>
        <translation>Kerberos-Ticket (AP-REQ)</translation>
    </message>
    <message>
        <source>A ticket for the service named in it, with a proof that its holder may use it. The proxy can open it only with the key of exactly this service.</source>
        <translation>Ein Ticket für den darin genannten Dienst, mit einem Nachweis, dass sein Inhaber es benutzen darf. Der Proxy kann es nur mit dem Schlüssel genau dieses Dienstes öffnen.</translation>
    </message>
    <message>
        <source>Kerberos reply (AP-REP)</source>
        <translation>Kerberos-Antwort (AP-REP)</translation>
    </message>
    <message>
        <source>The proxy&apos;s proof that it could open the ticket: it has the right key.</source>
        <translation>Der Nachweis des Proxys, dass er das Ticket öffnen konnte: Er hat den richtigen Schlüssel.</translation>
    </message>
    <message>
        <source>Kerberos error (KRB-ERROR)</source>
        <translation>Kerberos-Fehler (KRB-ERROR)</translation>
    </message>
    <message>
        <source>The proxy or the domain controller says why it did not take the ticket.</source>
        <translation>Der Proxy oder der Domänencontroller sagt, warum er das Ticket nicht annahm.</translation>
    </message>
    <message>
        <source>SOCKS5 greeting</source>
        <translation>SOCKS5-Begrüßung</translation>
    </message>
    <message>
        <source>Opens the conversation and lists the sign-in methods this side can do.</source>
        <translation>Eröffnet das Gespräch und nennt die Anmeldeverfahren, die diese Seite kann.</translation>
    </message>
    <message>
        <source>SOCKS5 choice of method</source>
        <translation>SOCKS5-Wahl des Verfahrens</translation>
    </message>
    <message>
        <source>The sign-in method that the server chose from the list.</source>
        <translation>Das Anmeldeverfahren, das der Server aus der Liste wählte.</translation>
    </message>
    <message>
        <source>SOCKS5 sign-in</source>
        <translation>SOCKS5-Anmeldung</translation>
    </message>
    <message>
        <source>User name and password, in clear.</source>
        <translation>Benutzername und Passwort, unverschlüsselt.</translation>
    </message>
    <message>
        <source>SOCKS5 answer to the sign-in</source>
        <translation>SOCKS5-Antwort auf die Anmeldung</translation>
    </message>
    <message>
        <source>Whether the server takes the user name and password.</source>
        <translation>Ob der Server Benutzername und Passwort annimmt.</translation>
    </message>
    <message>
        <source>SOCKS5 request</source>
        <translation>SOCKS5-Anfrage</translation>
    </message>
    <message>
        <source>Asks the server to connect to a host and port.</source>
        <translation>Bittet den Server, sich mit einem Rechner und Port zu verbinden.</translation>
    </message>
    <message>
        <source>SOCKS5 reply</source>
        <translation>SOCKS5-Antwort</translation>
    </message>
    <message>
        <source>Whether the server could connect, and from which address it did.</source>
        <translation>Ob der Server verbinden konnte und von welcher Adresse aus.</translation>
    </message>
    <message>
        <source>SOCKS4 request</source>
        <translation>SOCKS4-Anfrage</translation>
    </message>
    <message>
        <source>Asks a SOCKS server of version 4 to connect to an address and port.</source>
        <translation>Bittet einen SOCKS-Server der Version 4, sich mit einer Adresse und einem Port zu verbinden.</translation>
    </message>
    <message>
        <source>SOCKS4 reply</source>
        <translation>SOCKS4-Antwort</translation>
    </message>
    <message>
        <source>Whether the server could connect.</source>
        <translation>Ob der Server verbinden konnte.</translation>
    </message>
    <message>
        <source>TLS alert</source>
        <translation>TLS-Warnung</translation>
    </message>
    <message>
        <source>The other side ends an encrypted connection, or refuses to begin one, and says why.</source>
        <translation>Die andere Seite beendet eine verschlüsselte Verbindung oder lehnt ab, eine zu beginnen, und sagt, warum.</translation>
    </message>
    <message>
        <source>TLS hello of the client</source>
        <translation>TLS-Begrüßung des Clients</translation>
    </message>
    <message>
        <source>Opens an encrypted connection: the versions and ciphers on offer, and the host that is wanted.</source>
        <translation>Eröffnet eine verschlüsselte Verbindung: die angebotenen Versionen und Verschlüsselungen und der gewünschte Rechner.</translation>
    </message>
    <message>
        <source>TLS hello of the server</source>
        <translation>TLS-Begrüßung des Servers</translation>
    </message>
    <message>
        <source>The version and cipher that the server chose.</source>
        <translation>Die Version und Verschlüsselung, die der Server wählte.</translation>
    </message>
    <message>
        <source>Token of unknown kind</source>
        <translation>Token unbekannter Art</translation>
    </message>
    <message>
        <source>Bytes of a sign-in method that this program cannot take apart.</source>
        <translation>Bytes eines Anmeldeverfahrens, das dieses Programm nicht zerlegen kann.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>The name that is signed in. A domain belongs before it or behind it only where the proxy wants one; a colon cannot be part of it.</source>
        <translation>Der Name, der angemeldet wird. Eine Domäne gehört nur davor oder dahinter, wo der Proxy eine will; ein Doppelpunkt kann nicht darin stehen.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Everything behind the first colon. It was not kept; only how long it is, roughly, and what kind of characters it has.</source>
        <translation>Alles hinter dem ersten Doppelpunkt. Es wurde nicht aufbewahrt; nur wie lang es ungefähr ist und welche Art Zeichen es hat.</translation>
    </message>
    <message>
        <source>Characters of the password</source>
        <translation>Zeichen des Passworts</translation>
    </message>
    <message>
        <source>Letters outside ASCII are sent as UTF-8 by some programs and as Latin-1 by others; the proxy may expect the other one.</source>
        <translation>Buchstaben außerhalb von ASCII senden manche Programme als UTF-8 und andere als Latin-1; vielleicht erwartet der Proxy das andere.</translation>
    </message>
    <message>
        <source>Peculiarities of the password</source>
        <translation>Besonderheiten des Passworts</translation>
    </message>
    <message>
        <source>Spaces at its ends, invisible characters or escapes such as %40 often come from copying, and make a right password a wrong one.</source>
        <translation>Leerzeichen an den Enden, unsichtbare Zeichen oder Codes wie %40 kommen oft vom Kopieren und machen aus einem richtigen Passwort ein falsches.</translation>
    </message>
    <message>
        <source>Realm</source>
        <translation>Realm</translation>
    </message>
    <message>
        <source>What the sign-in is for, in the proxy&apos;s own words. It says which account is meant.</source>
        <translation>Wofür die Anmeldung ist, mit den Worten des Proxys. Es sagt, welches Konto gemeint ist.</translation>
    </message>
    <message>
        <source>Character set</source>
        <translation>Zeichensatz</translation>
    </message>
    <message>
        <source>UTF-8 here means that letters outside ASCII are to be sent as UTF-8; without it programs differ.</source>
        <translation>UTF-8 bedeutet hier, dass Buchstaben außerhalb von ASCII als UTF-8 zu senden sind; ohne diese Angabe handeln Programme verschieden.</translation>
    </message>
    <message>
        <source>Other parameter</source>
        <translation>Anderer Parameter</translation>
    </message>
    <message>
        <source>A parameter that Basic does not know. Programs pass over it.</source>
        <translation>Ein Parameter, den Basic nicht kennt. Programme übergehen ihn.</translation>
    </message>
    <message>
        <source>The name as it went into the answer. Written otherwise than the proxy knows it, the answer is wrong.</source>
        <translation>Der Name, wie er in die Antwort einging. Anders geschrieben, als der Proxy ihn kennt, macht er die Antwort falsch.</translation>
    </message>
    <message>
        <source>User name, encoded</source>
        <translation>Benutzername, codiert</translation>
    </message>
    <message>
        <source>The name in the form for letters outside ASCII. A proxy that follows the older document does not know this form.</source>
        <translation>Der Name in der Form für Buchstaben außerhalb von ASCII. Ein Proxy, der dem älteren Dokument folgt, kennt diese Form nicht.</translation>
    </message>
    <message>
        <source>Goes into the answer letter by letter; it has to be the one of the challenge.</source>
        <translation>Geht Buchstabe für Buchstabe in die Antwort ein; es muss der aus der Aufforderung sein.</translation>
    </message>
    <message>
        <source>One-time value</source>
        <translation>Einmalwert</translation>
    </message>
    <message>
        <source>Has to be the one of the challenge, and still valid; if it is too old the proxy asks again and says stale.</source>
        <translation>Muss der aus der Aufforderung und noch gültig sein; ist er zu alt, fragt der Proxy noch einmal und sagt stale.</translation>
    </message>
    <message>
        <source>Address signed</source>
        <translation>Adresse in der Rechnung</translation>
    </message>
    <message>
        <source>The address for which the answer was computed. It has to be the one of the request line, or the proxy refuses.</source>
        <translation>Die Adresse, für die die Antwort berechnet wurde. Sie muss die der Anfragezeile sein, sonst lehnt der Proxy ab.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Computed from the password and all the other values. It was not kept, because a password can be guessed against it.</source>
        <translation>Berechnet aus dem Passwort und allen anderen Werten. Sie wurde nicht aufbewahrt, weil sich daran ein Passwort erraten lässt.</translation>
    </message>
    <message>
        <source>One-time value of this side</source>
        <translation>Einmalwert dieser Seite</translation>
    </message>
    <message>
        <source>Made up by this side for the answer. It was not kept, because it helps in guessing.</source>
        <translation>Von dieser Seite für die Antwort erfunden. Er wurde nicht aufbewahrt, weil er beim Erraten hilft.</translation>
    </message>
    <message>
        <source>Opaque value</source>
        <translation>Undurchsichtiger Wert</translation>
    </message>
    <message>
        <source>Has to be sent back exactly as it came in the challenge; otherwise the proxy refuses.</source>
        <translation>Muss genau so zurückgesendet werden, wie er in der Aufforderung kam; sonst lehnt der Proxy ab.</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>Schutz</translation>
    </message>
    <message>
        <source>auth: the answer covers the request line; auth-int: its body as well, which few programs can do. None: the form of the older document.</source>
        <translation>auth: Die Antwort deckt die Anfragezeile ab; auth-int: auch den Inhalt, was wenige Programme können. Keiner: die Form des älteren Dokuments.</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>How often the one-time value has been used, in hexadecimal, from 00000001. A number that was used before is refused.</source>
        <translation>Wie oft der Einmalwert benutzt wurde, hexadezimal, ab 00000001. Eine schon benutzte Zahl wird abgelehnt.</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>true: the one-time value was too old, and the password is not the fault. The same answer with the new value should pass.</source>
        <translation>true: Der Einmalwert war zu alt, das Passwort ist nicht schuld. Dieselbe Antwort mit dem neuen Wert sollte durchgehen.</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>How the answer is computed; without it MD5. Both sides have to use the same one, and many programs know MD5 alone.</source>
        <translation>Wie die Antwort berechnet wird; ohne Angabe MD5. Beide Seiten müssen denselben benutzen, und viele Programme kennen nur MD5.</translation>
    </message>
    <message>
        <source>Scrambled user name</source>
        <translation>Verschleierter Benutzername</translation>
    </message>
    <message>
        <source>true: the user name may be, or was, sent scrambled. A proxy that cannot undo this does not find the user.</source>
        <translation>true: Der Benutzername darf verschleiert gesendet werden oder wurde es. Ein Proxy, der das nicht rückgängig machen kann, findet den Benutzer nicht.</translation>
    </message>
    <message>
        <source>UTF-8 here means that user name and password go into the answer as UTF-8.</source>
        <translation>UTF-8 bedeutet hier, dass Benutzername und Passwort als UTF-8 in die Antwort eingehen.</translation>
    </message>
    <message>
        <source>Addresses it is for</source>
        <translation>Adressen, für die es gilt</translation>
    </message>
    <message>
        <source>The addresses this sign-in is for. It has no meaning for a proxy.</source>
        <translation>Die Adressen, für die diese Anmeldung gilt. Für einen Proxy hat das keine Bedeutung.</translation>
    </message>
    <message>
        <source>Next one-time value</source>
        <translation>Nächster Einmalwert</translation>
    </message>
    <message>
        <source>To be used for the next answer. A program that keeps using the old one is asked again.</source>
        <translation>Für die nächste Antwort zu benutzen. Ein Programm, das den alten weiter benutzt, wird wieder gefragt.</translation>
    </message>
    <message>
        <source>Proof of the proxy</source>
        <translation>Nachweis des Proxys</translation>
    </message>
    <message>
        <source>Shows that the proxy knows the password too. It was not kept, because a password can be guessed against it.</source>
        <translation>Zeigt, dass auch der Proxy das Passwort kennt. Er wurde nicht aufbewahrt, weil sich daran ein Passwort erraten lässt.</translation>
    </message>
    <message>
        <source>A parameter that Digest does not know. Programs pass over it.</source>
        <translation>Ein Parameter, den Digest nicht kennt. Programme übergehen ihn.</translation>
    </message>
    <message>
        <source>Method on offer</source>
        <translation>Angebotenes Verfahren</translation>
    </message>
    <message>
        <source>A method this side can do, in the order of preference. With NTLM alone there was no Kerberos ticket to offer.</source>
        <translation>Ein Verfahren, das diese Seite kann, nach Vorliebe geordnet. Bei NTLM allein gab es kein Kerberos-Ticket anzubieten.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>How far the agreement has come.</source>
        <translation>Wie weit die Verständigung gekommen ist.</translation>
    </message>
    <message>
        <source>Chosen method</source>
        <translation>Gewähltes Verfahren</translation>
    </message>
    <message>
        <source>The method that the proxy wants. If it is another than the first on offer, the first bytes were in vain and one more round follows.</source>
        <translation>Das Verfahren, das der Proxy will. Ist es ein anderes als das zuerst angebotene, waren die ersten Bytes vergebens, und eine weitere Runde folgt.</translation>
    </message>
    <message>
        <source>Bytes of the method</source>
        <translation>Bytes des Verfahrens</translation>
    </message>
    <message>
        <source>What the method itself sends. They were not kept, but taken apart where they could be read.</source>
        <translation>Was das Verfahren selbst sendet. Sie wurden nicht aufbewahrt, aber zerlegt, soweit sie lesbar waren.</translation>
    </message>
    <message>
        <source>Checksum of the list</source>
        <translation>Prüfsumme der Liste</translation>
    </message>
    <message>
        <source>Guards the list of methods against changes on the way. It was not kept.</source>
        <translation>Schützt die Liste der Verfahren vor Änderungen unterwegs. Sie wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>The Kerberos domain of the service. Another one than the proxy&apos;s own means that the ticket is for another domain&apos;s service.</source>
        <translation>Die Kerberos-Domäne des Dienstes. Eine andere als die des Proxys bedeutet, dass das Ticket für den Dienst einer anderen Domäne ist.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>The name the ticket is for, such as HTTP/proxy.example. The proxy can only open it if its keytab holds exactly this name.</source>
        <translation>Der Name, für den das Ticket ist, etwa HTTP/proxy.example. Der Proxy kann es nur öffnen, wenn seine Schlüsseldatei (Keytab) genau diesen Namen enthält.</translation>
    </message>
    <message>
        <source>Mutual proof</source>
        <translation>Gegenseitiger Nachweis</translation>
    </message>
    <message>
        <source>yes: the proxy is asked to prove itself as well.</source>
        <translation>yes: Auch der Proxy soll sich ausweisen.</translation>
    </message>
    <message>
        <source>Encryption of the ticket</source>
        <translation>Verschlüsselung des Tickets</translation>
    </message>
    <message>
        <source>The kind of key the ticket is locked with. If the proxy&apos;s keytab has no key of this kind, it cannot open the ticket.</source>
        <translation>Die Art des Schlüssels, mit dem das Ticket verschlossen ist. Hat die Schlüsseldatei des Proxys keinen dieser Art, kann er das Ticket nicht öffnen.</translation>
    </message>
    <message>
        <source>Key version</source>
        <translation>Schlüsselversion</translation>
    </message>
    <message>
        <source>Which version of the service&apos;s key was used. An older keytab at the proxy has an older version and cannot open the ticket.</source>
        <translation>Welche Version des Dienstschlüssels benutzt wurde. Eine ältere Schlüsseldatei beim Proxy hat eine ältere Version und kann das Ticket nicht öffnen.</translation>
    </message>
    <message>
        <source>Encrypted ticket</source>
        <translation>Verschlüsseltes Ticket</translation>
    </message>
    <message>
        <source>Only the service can read it. It was not kept, because the password of the service could be guessed against it.</source>
        <translation>Nur der Dienst kann es lesen. Es wurde nicht aufbewahrt, weil sich daran das Passwort des Dienstes erraten ließe.</translation>
    </message>
    <message>
        <source>Encryption of the proof</source>
        <translation>Verschlüsselung des Nachweises</translation>
    </message>
    <message>
        <source>The kind of the session&apos;s key.</source>
        <translation>Die Art des Sitzungsschlüssels.</translation>
    </message>
    <message>
        <source>Encrypted proof</source>
        <translation>Verschlüsselter Nachweis</translation>
    </message>
    <message>
        <source>Shows that the sender may use the ticket, and when it was sent; more than five minutes off is refused. It was not kept.</source>
        <translation>Zeigt, dass der Absender das Ticket benutzen darf und wann es gesendet wurde; bei mehr als fünf Minuten Abweichung wird abgelehnt. Er wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Encryption of the reply</source>
        <translation>Verschlüsselung der Antwort</translation>
    </message>
    <message>
        <source>Encrypted reply</source>
        <translation>Verschlüsselte Antwort</translation>
    </message>
    <message>
        <source>Only the client can read it. It was not kept.</source>
        <translation>Nur der Client kann sie lesen. Sie wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Clock of the client</source>
        <translation>Uhr des Clients</translation>
    </message>
    <message>
        <source>The time at the client when it asked, in UTC. It may differ from the server&apos;s by five minutes at most.</source>
        <translation>Die Zeit beim Client, als er fragte, in UTC. Sie darf von der des Servers höchstens fünf Minuten abweichen.</translation>
    </message>
    <message>
        <source>Clock of the server</source>
        <translation>Uhr des Servers</translation>
    </message>
    <message>
        <source>The time at the server when it answered, in UTC. Compare it with this computer&apos;s clock.</source>
        <translation>Die Zeit beim Server, als er antwortete, in UTC. Vergleichen Sie sie mit der Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Why the ticket was not taken.</source>
        <translation>Warum das Ticket nicht angenommen wurde.</translation>
    </message>
    <message>
        <source>Realm of the client</source>
        <translation>Realm des Clients</translation>
    </message>
    <message>
        <source>The Kerberos domain of the user.</source>
        <translation>Die Kerberos-Domäne des Benutzers.</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>The user, or the computer, that asked.</source>
        <translation>Der Benutzer oder der Computer, der fragte.</translation>
    </message>
    <message>
        <source>The server&apos;s words</source>
        <translation>Worte des Servers</translation>
    </message>
    <message>
        <source>What the server says about the error in its own words.</source>
        <translation>Was der Server mit eigenen Worten zu dem Fehler sagt.</translation>
    </message>
    <message>
        <source>Further data</source>
        <translation>Weitere Daten</translation>
    </message>
    <message>
        <source>More about the error, for programs. Its bytes were not kept.</source>
        <translation>Mehr zum Fehler, für Programme. Die Bytes wurden nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>05: SOCKS5, 04: SOCKS4, 01 in a sign-in, 00 in a SOCKS4 reply. Anything else is another protocol.</source>
        <translation>05: SOCKS5, 04: SOCKS4, 01 in einer Anmeldung, 00 in einer SOCKS4-Antwort. Alles andere ist ein anderes Protokoll.</translation>
    </message>
    <message>
        <source>Number of methods</source>
        <translation>Anzahl der Verfahren</translation>
    </message>
    <message>
        <source>How many sign-in methods follow.</source>
        <translation>Wie viele Anmeldeverfahren folgen.</translation>
    </message>
    <message>
        <source>Sign-in method</source>
        <translation>Anmeldeverfahren</translation>
    </message>
    <message>
        <source>A method on offer, or the one chosen.</source>
        <translation>Ein angebotenes Verfahren oder das gewählte.</translation>
    </message>
    <message>
        <source>Length of the user name</source>
        <translation>Länge des Benutzernamens</translation>
    </message>
    <message>
        <source>How many bytes the user name has, at most 255.</source>
        <translation>Wie viele Byte der Benutzername hat, höchstens 255.</translation>
    </message>
    <message>
        <source>The name that is signed in.</source>
        <translation>Der Name, der angemeldet wird.</translation>
    </message>
    <message>
        <source>Length of the password</source>
        <translation>Länge des Passworts</translation>
    </message>
    <message>
        <source>It was not kept.</source>
        <translation>Es wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>0: signed in. Anything else: refused, and the server closes the connection.</source>
        <translation>0: angemeldet. Alles andere: abgelehnt, und der Server schließt die Verbindung.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>What the server is to do.</source>
        <translation>Was der Server tun soll.</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Always 0.</source>
        <translation>Immer 0.</translation>
    </message>
    <message>
        <source>Kind of address</source>
        <translation>Art der Adresse</translation>
    </message>
    <message>
        <source>In which form the host follows.</source>
        <translation>In welcher Form der Rechner folgt.</translation>
    </message>
    <message>
        <source>Length of the name</source>
        <translation>Länge des Namens</translation>
    </message>
    <message>
        <source>How many bytes the host name has.</source>
        <translation>Wie viele Byte der Rechnername hat.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>The address to connect to, or from which the server connects.</source>
        <translation>Die Adresse, mit der verbunden werden soll oder von der aus der Server verbindet.</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Rechnername</translation>
    </message>
    <message>
        <source>The name to connect to. The server looks it up, not this computer.</source>
        <translation>Der Name, mit dem verbunden werden soll. Der Server schlägt ihn nach, nicht dieser Computer.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>The port to connect to, or from which the server connects.</source>
        <translation>Der Port, mit dem verbunden werden soll oder von dem aus der Server verbindet.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Whether the server could do it, and if not, why.</source>
        <translation>Ob der Server es konnte und, wenn nicht, warum.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Who asks. SOCKS4 has no password; some servers compare this name.</source>
        <translation>Wer fragt. SOCKS4 hat kein Passwort; manche Server vergleichen diesen Namen.</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>A zero byte that ends the text before it.</source>
        <translation>Ein Nullbyte, das den Text davor beendet.</translation>
    </message>
    <message>
        <source>Version of the record</source>
        <translation>Version des Datensatzes</translation>
    </message>
    <message>
        <source>A formality since TLS 1.3; servers compare the version of the hello, not this one.</source>
        <translation>Seit TLS 1.3 eine Formsache; Server vergleichen die Version der Begrüßung, nicht diese.</translation>
    </message>
    <message>
        <source>The newest version up to TLS 1.2 that this side can do; TLS 1.3 is in the list of versions.</source>
        <translation>Die neueste Version bis TLS 1.2, die diese Seite kann; TLS 1.3 steht in der Liste der Versionen.</translation>
    </message>
    <message>
        <source>Session to resume</source>
        <translation>Fortzusetzende Sitzung</translation>
    </message>
    <message>
        <source>How many bytes its identifier has; 0: a new session.</source>
        <translation>Wie viele Byte ihre Kennung hat; 0: eine neue Sitzung.</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>A cipher on offer, or the one chosen. Without one in common the server ends with handshake_failure.</source>
        <translation>Eine angebotene Verschlüsselung oder die gewählte. Ohne eine gemeinsame endet der Server mit handshake_failure.</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>Servername</translation>
    </message>
    <message>
        <source>The host that is wanted. A server that does not know it shows another certificate or ends the connection.</source>
        <translation>Der gewünschte Rechner. Ein Server, der ihn nicht kennt, zeigt ein anderes Zertifikat oder beendet die Verbindung.</translation>
    </message>
    <message>
        <source>Protocol inside</source>
        <translation>Protokoll darin</translation>
    </message>
    <message>
        <source>What is to be spoken inside, such as http/1.1.</source>
        <translation>Was darin gesprochen werden soll, etwa http/1.1.</translation>
    </message>
    <message>
        <source>Version on offer</source>
        <translation>Angebotene Version</translation>
    </message>
    <message>
        <source>A version that this side can do, or the one chosen.</source>
        <translation>Eine Version, die diese Seite kann, oder die gewählte.</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>Erweiterung</translation>
    </message>
    <message>
        <source>A further part of the hello, by its number in the registry.</source>
        <translation>Ein weiterer Teil der Begrüßung, nach seiner Nummer im Register.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>fatal: the connection is over. warning: it can go on.</source>
        <translation>fatal: Die Verbindung ist zu Ende. warning: Sie kann weitergehen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Why the other side ends or refuses the encrypted connection.</source>
        <translation>Warum die andere Seite die verschlüsselte Verbindung beendet oder ablehnt.</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Not taken apart.</source>
        <translation>Nicht zerlegt.</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>What both sides can do and want, one bit each.</source>
        <translation>Was beide Seiten können und wollen, je ein Bit.</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Merkmal</translation>
    </message>
    <message>
        <source>One of the bits that is set.</source>
        <translation>Eines der gesetzten Bits.</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>The domain that was named. If it is not the one of the account, the proxy looks the user up in the wrong place and refuses.</source>
        <translation>Die genannte Domäne. Ist es nicht die des Kontos, sucht der Proxy den Benutzer am falschen Ort und lehnt ab.</translation>
    </message>
    <message>
        <source>Computer of the user</source>
        <translation>Computer des Benutzers</translation>
    </message>
    <message>
        <source>The name of the computer that asks. Some accounts may only sign in from certain computers.</source>
        <translation>Der Name des fragenden Computers. Manche Konten dürfen sich nur von bestimmten Computern anmelden.</translation>
    </message>
    <message>
        <source>The version of Windows, or of what poses as it. It is for information only.</source>
        <translation>Die Version von Windows oder dessen, was sich dafür ausgibt. Nur zur Information.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The domain, or the server, that the proxy signs people in to.</source>
        <translation>Die Domäne oder der Server, an dem der Proxy anmeldet.</translation>
    </message>
    <message>
        <source>Challenge</source>
        <translation>Aufforderung</translation>
    </message>
    <message>
        <source>The random value for which the answer is computed. It was not kept, because together with an answer it helps in guessing a password.</source>
        <translation>Der Zufallswert, für den die Antwort berechnet wird. Er wurde nicht aufbewahrt, weil er zusammen mit einer Antwort beim Erraten eines Passworts hilft.</translation>
    </message>
    <message>
        <source>Target information</source>
        <translation>Angaben zum Ziel</translation>
    </message>
    <message>
        <source>The names and the clock of the proxy&apos;s domain. An answer of NTLM version 2 includes them; without them only version 1 is possible.</source>
        <translation>Die Namen und die Uhr der Domäne des Proxys. Eine Antwort von NTLM Version 2 enthält sie; ohne sie ist nur Version 1 möglich.</translation>
    </message>
    <message>
        <source>Server, short name</source>
        <translation>Server, kurzer Name</translation>
    </message>
    <message>
        <source>The server that answers. Another one in the next challenge means that a balancer sends the messages to different servers.</source>
        <translation>Der Server, der antwortet. Ein anderer in der nächsten Aufforderung bedeutet, dass ein Lastverteiler die Nachrichten an verschiedene Server schickt.</translation>
    </message>
    <message>
        <source>Domain, short name</source>
        <translation>Domäne, kurzer Name</translation>
    </message>
    <message>
        <source>The domain the proxy belongs to. It is what belongs before the backslash of a user name.</source>
        <translation>Die Domäne, zu der der Proxy gehört. Sie gehört vor den umgekehrten Schrägstrich eines Benutzernamens.</translation>
    </message>
    <message>
        <source>Server, full name</source>
        <translation>Server, voller Name</translation>
    </message>
    <message>
        <source>The server that answers, with its domain.</source>
        <translation>Der Server, der antwortet, mit seiner Domäne.</translation>
    </message>
    <message>
        <source>Domain, full name</source>
        <translation>Domäne, voller Name</translation>
    </message>
    <message>
        <source>The domain the proxy belongs to, in the form of an internet name.</source>
        <translation>Die Domäne, zu der der Proxy gehört, in der Form eines Internetnamens.</translation>
    </message>
    <message>
        <source>Forest</source>
        <translation>Gesamtstruktur</translation>
    </message>
    <message>
        <source>The family of domains the proxy&apos;s domain belongs to.</source>
        <translation>Die Familie von Domänen, zu der die des Proxys gehört.</translation>
    </message>
    <message>
        <source>The service that the answer is meant for. A proxy that checks it refuses answers meant for another name.</source>
        <translation>Der Dienst, für den die Antwort gedacht ist. Ein Proxy, der das prüft, lehnt Antworten für einen anderen Namen ab.</translation>
    </message>
    <message>
        <source>Further flags</source>
        <translation>Weitere Merkmale</translation>
    </message>
    <message>
        <source>0x00000002 means that the answer carries a checksum over all three messages.</source>
        <translation>0x00000002 bedeutet, dass die Antwort eine Prüfsumme über alle drei Nachrichten trägt.</translation>
    </message>
    <message>
        <source>Clock of the proxy</source>
        <translation>Uhr des Proxys</translation>
    </message>
    <message>
        <source>The time at the proxy, in UTC. More than five minutes off this computer&apos;s clock can make an answer fail.</source>
        <translation>Die Zeit beim Proxy, in UTC. Weicht sie um mehr als fünf Minuten von der Uhr dieses Computers ab, kann eine Antwort daran scheitern.</translation>
    </message>
    <message>
        <source>Binding to the connection</source>
        <translation>Bindung an die Verbindung</translation>
    </message>
    <message>
        <source>present: the answer is tied to the encrypted connection it was made for. none: it is not, and a proxy that insists on it refuses.</source>
        <translation>present: Die Antwort ist an die verschlüsselte Verbindung gebunden, für die sie gemacht wurde. none: Sie ist es nicht, und ein Proxy, der darauf besteht, lehnt ab.</translation>
    </message>
    <message>
        <source>Other attribute</source>
        <translation>Anderes Attribut</translation>
    </message>
    <message>
        <source>An attribute by its number; programs pass over it.</source>
        <translation>Ein Attribut nach seiner Nummer; Programme übergehen es.</translation>
    </message>
    <message>
        <source>Old answer (LM)</source>
        <translation>Alte Antwort (LM)</translation>
    </message>
    <message>
        <source>For very old servers. It was not kept, because a password can be guessed against it.</source>
        <translation>Für sehr alte Server. Sie wurde nicht aufbewahrt, weil sich daran ein Passwort erraten lässt.</translation>
    </message>
    <message>
        <source>Answer (NT)</source>
        <translation>Antwort (NT)</translation>
    </message>
    <message>
        <source>24 bytes are version 1, more are version 2. Many domains refuse version 1. It was not kept, because a password can be guessed against it.</source>
        <translation>24 Byte sind Version 1, mehr sind Version 2. Viele Domänen lehnen Version 1 ab. Sie wurde nicht aufbewahrt, weil sich daran ein Passwort erraten lässt.</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Computed from the password and the challenge. It was not kept.</source>
        <translation>Berechnet aus dem Passwort und der Aufforderung. Er wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Time of the answer</source>
        <translation>Zeit der Antwort</translation>
    </message>
    <message>
        <source>The time for which the answer was computed, in UTC; taken from the proxy&apos;s clock where it gave one.</source>
        <translation>Die Zeit, für die die Antwort berechnet wurde, in UTC; der Uhr des Proxys entnommen, wenn er eine nannte.</translation>
    </message>
    <message>
        <source>Random value of this side</source>
        <translation>Zufallswert dieser Seite</translation>
    </message>
    <message>
        <source>It was not kept, because it helps in guessing.</source>
        <translation>Er wurde nicht aufbewahrt, weil er beim Erraten hilft.</translation>
    </message>
    <message>
        <source>Session key</source>
        <translation>Sitzungsschlüssel</translation>
    </message>
    <message>
        <source>For signing and sealing what follows; it has no use with a proxy. It was not kept.</source>
        <translation>Zum Signieren und Versiegeln des Folgenden; bei einem Proxy nutzlos. Er wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Checksum of the messages</source>
        <translation>Prüfsumme der Nachrichten</translation>
    </message>
    <message>
        <source>Guards all three messages against changes on the way. It was not kept.</source>
        <translation>Schützt alle drei Nachrichten vor Änderungen unterwegs. Sie wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>The proxy is satisfied: the sign-in is complete.</source>
        <translation>Der Proxy ist zufrieden: Die Anmeldung ist abgeschlossen.</translation>
    </message>
    <message>
        <source>The proxy wants another round: the sign-in goes on.</source>
        <translation>Der Proxy will eine weitere Runde: Die Anmeldung geht weiter.</translation>
    </message>
    <message>
        <source>The proxy refuses the token. Another method, or another token, is needed.</source>
        <translation>Der Proxy lehnt das Token ab. Es braucht ein anderes Verfahren oder ein anderes Token.</translation>
    </message>
    <message>
        <source>The proxy wants the list of methods confirmed by a checksum.</source>
        <translation>Der Proxy will die Liste der Verfahren durch eine Prüfsumme bestätigt haben.</translation>
    </message>
    <message>
        <source>NTLM: Windows sign-in in three messages, in place of Kerberos.</source>
        <translation>NTLM: Windows-Anmeldung in drei Nachrichten, anstelle von Kerberos.</translation>
    </message>
    <message>
        <source>Kerberos: sign-in by the ticket of the company&apos;s domain.</source>
        <translation>Kerberos: Anmeldung mit dem Ticket der Firmendomäne.</translation>
    </message>
    <message>
        <source>Kerberos under the number that Windows has used for it from the beginning; the same method.</source>
        <translation>Kerberos unter der Nummer, die Windows von Anfang an dafür benutzt; dasselbe Verfahren.</translation>
    </message>
    <message>
        <source>The domain controller does not know the user.</source>
        <translation>Der Domänencontroller kennt den Benutzer nicht.</translation>
    </message>
    <message>
        <source>The domain controller does not know the service: the name of the proxy is not registered, or another name was asked for.</source>
        <translation>Der Domänencontroller kennt den Dienst nicht: Der Name des Proxys ist nicht eingetragen, oder es wurde nach einem anderen gefragt.</translation>
    </message>
    <message>
        <source>The domain&apos;s rules forbid it.</source>
        <translation>Die Regeln der Domäne verbieten es.</translation>
    </message>
    <message>
        <source>The domain controller and this side have no kind of encryption in common.</source>
        <translation>Der Domänencontroller und diese Seite haben keine Verschlüsselungsart gemeinsam.</translation>
    </message>
    <message>
        <source>The account is locked, disabled or expired.</source>
        <translation>Das Konto ist gesperrt, deaktiviert oder abgelaufen.</translation>
    </message>
    <message>
        <source>The password has expired and has to be changed.</source>
        <translation>Das Passwort ist abgelaufen und muss geändert werden.</translation>
    </message>
    <message>
        <source>The password is wrong, or the account has been given another one.</source>
        <translation>Das Passwort ist falsch, oder das Konto hat ein anderes bekommen.</translation>
    </message>
    <message>
        <source>The domain controller wants a proof first. This is a normal step, not a fault.</source>
        <translation>Der Domänencontroller will zuerst einen Nachweis. Das ist ein üblicher Schritt, kein Fehler.</translation>
    </message>
    <message>
        <source>The ticket could not be opened: the key does not fit.</source>
        <translation>Das Ticket konnte nicht geöffnet werden: Der Schlüssel passt nicht.</translation>
    </message>
    <message>
        <source>The ticket has expired. A new sign-in at this computer brings a new one.</source>
        <translation>Das Ticket ist abgelaufen. Eine neue Anmeldung an diesem Computer bringt ein neues.</translation>
    </message>
    <message>
        <source>The ticket is not valid yet: a clock is wrong.</source>
        <translation>Das Ticket ist noch nicht gültig: Eine Uhr geht falsch.</translation>
    </message>
    <message>
        <source>The same proof was sent before, so it is taken for a copy.</source>
        <translation>Derselbe Nachweis wurde schon einmal gesendet und gilt deshalb als Kopie.</translation>
    </message>
    <message>
        <source>The ticket is for another service than the proxy&apos;s.</source>
        <translation>Das Ticket ist für einen anderen Dienst als den des Proxys.</translation>
    </message>
    <message>
        <source>The clocks differ by more than is allowed, usually five minutes.</source>
        <translation>Die Uhren weichen weiter voneinander ab, als erlaubt ist, meist fünf Minuten.</translation>
    </message>
    <message>
        <source>The proxy cannot open the ticket: its keytab has another key than the domain, or the name belongs to another account.</source>
        <translation>Der Proxy kann das Ticket nicht öffnen: Seine Schlüsseldatei hat einen anderen Schlüssel als die Domäne, oder der Name gehört zu einem anderen Konto.</translation>
    </message>
    <message>
        <source>The proxy&apos;s keytab is of another version than the ticket: the account&apos;s password was changed after it was made.</source>
        <translation>Die Schlüsseldatei des Proxys hat eine andere Version als das Ticket: Das Passwort des Kontos wurde geändert, nachdem sie gemacht wurde.</translation>
    </message>
    <message>
        <source>The proxy&apos;s keytab has no key for this service.</source>
        <translation>Die Schlüsseldatei des Proxys hat keinen Schlüssel für diesen Dienst.</translation>
    </message>
    <message>
        <source>The server gives no exact reason; its own words may help.</source>
        <translation>Der Server nennt keinen genauen Grund; seine eigenen Worte können helfen.</translation>
    </message>
    <message>
        <source>The account belongs to another domain than the one asked.</source>
        <translation>Das Konto gehört zu einer anderen Domäne als der gefragten.</translation>
    </message>
    <message>
        <source>no sign-in</source>
        <translation>keine Anmeldung</translation>
    </message>
    <message>
        <source>GSSAPI, a Kerberos ticket</source>
        <translation>GSSAPI, ein Kerberos-Ticket</translation>
    </message>
    <message>
        <source>user name and password</source>
        <translation>Benutzername und Passwort</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>keines davon</translation>
    </message>
    <message>
        <source>The server takes none of the methods on offer: it wants a sign-in of another kind, or none from here.</source>
        <translation>Der Server nimmt keines der angebotenen Verfahren: Er will eine andere Art Anmeldung oder von hier keine.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>The server takes the user name and password.</source>
        <translation>Der Server nimmt Benutzername und Passwort an.</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>The server refuses the user name and password.</source>
        <translation>Der Server lehnt Benutzername und Passwort ab.</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>verbinden</translation>
    </message>
    <message>
        <source>listen</source>
        <translation>lauschen</translation>
    </message>
    <message>
        <source>datagrams</source>
        <translation>Datagramme</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>host name</source>
        <translation>Rechnername</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>gelungen</translation>
    </message>
    <message>
        <source>The server has connected.</source>
        <translation>Der Server hat verbunden.</translation>
    </message>
    <message>
        <source>general failure</source>
        <translation>allgemeiner Fehler</translation>
    </message>
    <message>
        <source>The server could not connect and gives no reason.</source>
        <translation>Der Server konnte nicht verbinden und nennt keinen Grund.</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>The server&apos;s rules forbid this connection.</source>
        <translation>Die Regeln des Servers verbieten diese Verbindung.</translation>
    </message>
    <message>
        <source>network unreachable</source>
        <translation>Netz nicht erreichbar</translation>
    </message>
    <message>
        <source>The server has no way to that network.</source>
        <translation>Der Server hat keinen Weg zu diesem Netz.</translation>
    </message>
    <message>
        <source>host unreachable</source>
        <translation>Rechner nicht erreichbar</translation>
    </message>
    <message>
        <source>The server could not reach the host, or not find its name.</source>
        <translation>Der Server konnte den Rechner nicht erreichen oder seinen Namen nicht finden.</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>Verbindung abgewiesen</translation>
    </message>
    <message>
        <source>The host refused the server&apos;s connection at this port.</source>
        <translation>Der Rechner wies die Verbindung des Servers an diesem Port ab.</translation>
    </message>
    <message>
        <source>time ran out</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>The way from the server to the host was too long.</source>
        <translation>Der Weg vom Server zum Rechner war zu lang.</translation>
    </message>
    <message>
        <source>command not supported</source>
        <translation>Befehl nicht unterstützt</translation>
    </message>
    <message>
        <source>The server cannot do what it was asked to.</source>
        <translation>Der Server kann nicht, worum er gebeten wurde.</translation>
    </message>
    <message>
        <source>kind of address not supported</source>
        <translation>Adressart nicht unterstützt</translation>
    </message>
    <message>
        <source>The server cannot do this kind of address, for instance no IPv6 or no names.</source>
        <translation>Der Server kann diese Art von Adresse nicht, etwa kein IPv6 oder keine Namen.</translation>
    </message>
    <message>
        <source>granted</source>
        <translation>gewährt</translation>
    </message>
    <message>
        <source>refused or failed</source>
        <translation>abgelehnt oder fehlgeschlagen</translation>
    </message>
    <message>
        <source>The server refused, or could not connect.</source>
        <translation>Der Server lehnte ab oder konnte nicht verbinden.</translation>
    </message>
    <message>
        <source>no identification service</source>
        <translation>kein Identifikationsdienst</translation>
    </message>
    <message>
        <source>The server wanted to ask this computer who the user is, and got no answer.</source>
        <translation>Der Server wollte diesen Computer fragen, wer der Benutzer ist, und bekam keine Antwort.</translation>
    </message>
    <message>
        <source>another user</source>
        <translation>anderer Benutzer</translation>
    </message>
    <message>
        <source>This computer told the server of another user than the one in the request.</source>
        <translation>Dieser Computer nannte dem Server einen anderen Benutzer als den in der Anfrage.</translation>
    </message>
    <message>
        <source>The other side closes the connection in good order.</source>
        <translation>Die andere Seite schließt die Verbindung ordentlich.</translation>
    </message>
    <message>
        <source>What came was not what was expected, often because it was not TLS at all.</source>
        <translation>Was kam, war nicht das Erwartete, oft weil es gar kein TLS war.</translation>
    </message>
    <message>
        <source>No version, cipher or certificate suits both sides.</source>
        <translation>Keine Version, Verschlüsselung oder kein Zertifikat passt beiden Seiten.</translation>
    </message>
    <message>
        <source>The certificate of this side is not valid.</source>
        <translation>Das Zertifikat dieser Seite ist nicht gültig.</translation>
    </message>
    <message>
        <source>The certificate&apos;s issuer is not trusted there.</source>
        <translation>Dem Aussteller des Zertifikats wird dort nicht vertraut.</translation>
    </message>
    <message>
        <source>The certificate is valid, but its holder may not come in.</source>
        <translation>Das Zertifikat ist gültig, aber sein Inhaber darf nicht hinein.</translation>
    </message>
    <message>
        <source>What came could not be read, often because it was not TLS at all.</source>
        <translation>Was kam, war nicht lesbar, oft weil es gar kein TLS war.</translation>
    </message>
    <message>
        <source>The versions on offer are too old, or what came was not TLS at all.</source>
        <translation>Die angebotenen Versionen sind zu alt, oder was kam, war gar kein TLS.</translation>
    </message>
    <message>
        <source>The other side has a fault of its own.</source>
        <translation>Die andere Seite hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>The other side does not know the host name that was asked for.</source>
        <translation>Die andere Seite kennt den verlangten Rechnernamen nicht.</translation>
    </message>
    <message>
        <source>The other side wants a certificate of this side, and got none.</source>
        <translation>Die andere Seite will ein Zertifikat dieser Seite und bekam keines.</translation>
    </message>
    <message>
        <source>Names are sent as Unicode, so that letters of every language work.</source>
        <translation>Namen werden als Unicode gesendet, sodass Buchstaben jeder Sprache gehen.</translation>
    </message>
    <message>
        <source>Names may be sent in the old character set of the computer.</source>
        <translation>Namen dürfen im alten Zeichensatz des Computers gesendet werden.</translation>
    </message>
    <message>
        <source>The proxy is asked to name its domain or server.</source>
        <translation>Der Proxy soll seine Domäne oder seinen Server nennen.</translation>
    </message>
    <message>
        <source>Signing of what follows is on offer.</source>
        <translation>Das Signieren des Folgenden wird angeboten.</translation>
    </message>
    <message>
        <source>Encryption of what follows is on offer.</source>
        <translation>Das Verschlüsseln des Folgenden wird angeboten.</translation>
    </message>
    <message>
        <source>The old, weak kind of session key.</source>
        <translation>Die alte, schwache Art von Sitzungsschlüssel.</translation>
    </message>
    <message>
        <source>NTLM itself.</source>
        <translation>NTLM selbst.</translation>
    </message>
    <message>
        <source>The answer is one without a user.</source>
        <translation>Die Antwort ist eine ohne Benutzer.</translation>
    </message>
    <message>
        <source>The message names a domain.</source>
        <translation>Die Nachricht nennt eine Domäne.</translation>
    </message>
    <message>
        <source>The message names the computer of the user.</source>
        <translation>Die Nachricht nennt den Computer des Benutzers.</translation>
    </message>
    <message>
        <source>A signature is always there, be it a dummy.</source>
        <translation>Eine Signatur ist immer da, und sei es eine leere.</translation>
    </message>
    <message>
        <source>The target is a domain.</source>
        <translation>Das Ziel ist eine Domäne.</translation>
    </message>
    <message>
        <source>The target is a single server, not a domain: accounts of the domain may be unknown to it.</source>
        <translation>Das Ziel ist ein einzelner Server, keine Domäne: Konten der Domäne kennt er vielleicht nicht.</translation>
    </message>
    <message>
        <source>The stronger form of the session.</source>
        <translation>Die stärkere Form der Sitzung.</translation>
    </message>
    <message>
        <source>The target information is there; version 2 needs it.</source>
        <translation>Die Angaben zum Ziel sind da; Version 2 braucht sie.</translation>
    </message>
    <message>
        <source>The version of the sender is there.</source>
        <translation>Die Version des Absenders ist da.</translation>
    </message>
    <message>
        <source>Keys of 128 bits.</source>
        <translation>Schlüssel mit 128 Bit.</translation>
    </message>
    <message>
        <source>A session key of its own is exchanged.</source>
        <translation>Ein eigener Sitzungsschlüssel wird ausgetauscht.</translation>
    </message>
    <message>
        <source>Keys of 56 bits.</source>
        <translation>Schlüssel mit 56 Bit.</translation>
    </message>
    <message>
        <source>The bytes are not base64, so they cannot be read.</source>
        <translation>Die Bytes sind kein base64 und deshalb nicht lesbar.</translation>
    </message>
    <message>
        <source>There are more fields than are shown.</source>
        <translation>Es gibt mehr Felder, als gezeigt werden.</translation>
    </message>
    <message>
        <source>A value is longer than is shown.</source>
        <translation>Ein Wert ist länger, als gezeigt wird.</translation>
    </message>
    <message>
        <source>There is no colon between user name and password.</source>
        <translation>Zwischen Benutzername und Passwort steht kein Doppelpunkt.</translation>
    </message>
    <message>
        <source>There is more than one colon. All behind the first is taken for the password.</source>
        <translation>Es gibt mehr als einen Doppelpunkt. Alles hinter dem ersten gilt als Passwort.</translation>
    </message>
    <message>
        <source>The user name is empty.</source>
        <translation>Der Benutzername ist leer.</translation>
    </message>
    <message>
        <source>The password is empty.</source>
        <translation>Das Passwort ist leer.</translation>
    </message>
    <message>
        <source>No list of parameters can be read from it.</source>
        <translation>Eine Liste von Parametern ist daraus nicht zu lesen.</translation>
    </message>
    <message>
        <source>A part is longer than the bytes that are there: the token is cut off.</source>
        <translation>Ein Teil ist länger als die vorhandenen Bytes: Das Token ist abgeschnitten.</translation>
    </message>
    <message>
        <source>A part&apos;s length cannot be used.</source>
        <translation>Die Länge eines Teils ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>A part has a tag that no document of Kerberos or SPNEGO uses.</source>
        <translation>Ein Teil hat eine Kennung, die kein Dokument zu Kerberos oder SPNEGO benutzt.</translation>
    </message>
    <message>
        <source>Its parts are packed into each other deeper than any real token&apos;s.</source>
        <translation>Seine Teile stecken tiefer ineinander als bei jedem echten Token.</translation>
    </message>
    <message>
        <source>A part is of another kind than its place demands.</source>
        <translation>Ein Teil ist von anderer Art, als sein Platz verlangt.</translation>
    </message>
    <message>
        <source>It is framed as SPNEGO, but no message of SPNEGO is inside.</source>
        <translation>Es ist als SPNEGO verpackt, aber keine SPNEGO-Nachricht ist darin.</translation>
    </message>
    <message>
        <source>It offers more methods than are shown.</source>
        <translation>Es bietet mehr Verfahren an, als gezeigt werden.</translation>
    </message>
    <message>
        <source>It should hold a ticket, and does not.</source>
        <translation>Es sollte ein Ticket enthalten und tut es nicht.</translation>
    </message>
    <message>
        <source>It should hold an error code, and does not.</source>
        <translation>Es sollte einen Fehlercode enthalten und tut es nicht.</translation>
    </message>
    <message>
        <source>The version is not the one of this message.</source>
        <translation>Die Version ist nicht die dieser Nachricht.</translation>
    </message>
    <message>
        <source>A byte that is always 0 is not.</source>
        <translation>Ein Byte, das immer 0 ist, ist es nicht.</translation>
    </message>
    <message>
        <source>It offers no sign-in method.</source>
        <translation>Es bietet kein Anmeldeverfahren an.</translation>
    </message>
    <message>
        <source>The kind of address is none of those that exist.</source>
        <translation>Die Art der Adresse ist keine von denen, die es gibt.</translation>
    </message>
    <message>
        <source>The host name is empty.</source>
        <translation>Der Rechnername ist leer.</translation>
    </message>
    <message>
        <source>A text is longer than 255 bytes.</source>
        <translation>Ein Text ist länger als 255 Byte.</translation>
    </message>
    <message>
        <source>The message is cut off.</source>
        <translation>Die Nachricht ist abgeschnitten.</translation>
    </message>
    <message>
        <source>There are bytes behind the message that do not belong to it.</source>
        <translation>Hinter der Nachricht stehen Bytes, die nicht dazugehören.</translation>
    </message>
    <message>
        <source>The record is cut off.</source>
        <translation>Der Datensatz ist abgeschnitten.</translation>
    </message>
    <message>
        <source>The alert is encrypted, so its reason cannot be read here.</source>
        <translation>Die Warnung ist verschlüsselt, ihr Grund ist hier also nicht lesbar.</translation>
    </message>
    <message>
        <source>The alert has too few bytes.</source>
        <translation>Die Warnung hat zu wenige Bytes.</translation>
    </message>
    <message>
        <source>A part of the hello does not fit its length.</source>
        <translation>Ein Teil der Begrüßung passt nicht zu seiner Länge.</translation>
    </message>
    <message>
        <source>The realm is missing.</source>
        <translation>Der Realm fehlt.</translation>
    </message>
    <message>
        <source>The one-time value (nonce) is missing; no answer can be computed.</source>
        <translation>Der Einmalwert (nonce) fehlt; es lässt sich keine Antwort berechnen.</translation>
    </message>
    <message>
        <source>There is an empty place between two commas.</source>
        <translation>Zwischen zwei Kommas ist eine leere Stelle.</translation>
    </message>
    <message>
        <source>There is a space next to an equals sign. Some programs stumble over it.</source>
        <translation>Neben einem Gleichheitszeichen steht ein Leerzeichen. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>A tab stands where a space belongs.</source>
        <translation>Ein Tabulator steht, wo ein Leerzeichen hingehört.</translation>
    </message>
    <message>
        <source>The realm is not in quotes. Some programs stumble over it.</source>
        <translation>Der Realm steht nicht in Anführungszeichen. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>The one-time value (nonce) is not in quotes. Some programs stumble over it.</source>
        <translation>Der Einmalwert (nonce) steht nicht in Anführungszeichen. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>The opaque value is not in quotes. Some programs stumble over it.</source>
        <translation>Der undurchsichtige Wert steht nicht in Anführungszeichen. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>A value is in quotes that should have none. Some programs stumble over it.</source>
        <translation>Ein Wert steht in Anführungszeichen, der keine haben sollte. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>There are letters outside ASCII; programs read them differently.</source>
        <translation>Es gibt Buchstaben außerhalb von ASCII; Programme lesen sie verschieden.</translation>
    </message>
    <message>
        <source>There are invisible characters that change the direction of text, so that it can look like something else.</source>
        <translation>Es gibt unsichtbare Zeichen, die die Schreibrichtung ändern, sodass es wie etwas anderes aussehen kann.</translation>
    </message>
    <message>
        <source>A value is longer than 8 KiB, more than some programs can take.</source>
        <translation>Ein Wert ist länger als 8 KiB, mehr als manche Programme vertragen.</translation>
    </message>
    <message>
        <source>The list of protections (qop) is empty.</source>
        <translation>Die Liste der Schutzarten (qop) ist leer.</translation>
    </message>
    <message>
        <source>The algorithm is none that this program can do.</source>
        <translation>Der Algorithmus ist keiner, den dieses Programm kann.</translation>
    </message>
    <message>
        <source>The field is continued on a further line, which newer documents forbid.</source>
        <translation>Das Feld geht in einer weiteren Zeile weiter, was neuere Dokumente verbieten.</translation>
    </message>
    <message>
        <source>A line ends without a carriage return.</source>
        <translation>Eine Zeile endet ohne Wagenrücklauf.</translation>
    </message>
    <message>
        <source>A comma is missing between two parts; programs read them differently.</source>
        <translation>Zwischen zwei Teilen fehlt ein Komma; Programme lesen sie verschieden.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed; programs read the rest differently.</source>
        <translation>Ein Anführungszeichen wird nicht geschlossen; Programme lesen den Rest verschieden.</translation>
    </message>
    <message>
        <source>A value is missing behind an equals sign.</source>
        <translation>Hinter einem Gleichheitszeichen fehlt ein Wert.</translation>
    </message>
    <message>
        <source>A parameter is there more than once; programs use different ones.</source>
        <translation>Ein Parameter kommt mehrmals vor; Programme benutzen verschiedene davon.</translation>
    </message>
    <message>
        <source>What follows the name of the method is neither a token nor a list of parameters.</source>
        <translation>Was auf den Namen des Verfahrens folgt, ist weder ein Token noch eine Liste von Parametern.</translation>
    </message>
    <message>
        <source>There is text behind a value that belongs to nothing.</source>
        <translation>Hinter einem Wert steht Text, der zu nichts gehört.</translation>
    </message>
    <message>
        <source>There is a character that is not allowed without quotes.</source>
        <translation>Es gibt ein Zeichen, das ohne Anführungszeichen nicht erlaubt ist.</translation>
    </message>
    <message>
        <source>There are control characters in it.</source>
        <translation>Es sind Steuerzeichen darin.</translation>
    </message>
    <message>
        <source>There is a parameter before any name of a method.</source>
        <translation>Ein Parameter steht vor jedem Namen eines Verfahrens.</translation>
    </message>
    <message>
        <source>No name of a method can be read.</source>
        <translation>Es ist kein Name eines Verfahrens zu lesen.</translation>
    </message>
    <message>
        <source>There are more parameters or challenges than are shown.</source>
        <translation>Es gibt mehr Parameter oder Aufforderungen, als gezeigt werden.</translation>
    </message>
    <message>
        <source>The base64 is in the alphabet for web addresses. Some programs stumble over it.</source>
        <translation>Das base64 ist im Alphabet für Webadressen. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>The base64 lacks the signs at its end. Some programs stumble over it.</source>
        <translation>Dem base64 fehlen die Zeichen an seinem Ende. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>There are spaces within the base64. Some programs stumble over it.</source>
        <translation>Im base64 stehen Leerzeichen. Manche Programme stolpern darüber.</translation>
    </message>
    <message>
        <source>It does not begin as a message of NTLM does.</source>
        <translation>Es beginnt nicht wie eine NTLM-Nachricht.</translation>
    </message>
    <message>
        <source>It is another of the three messages than its place demands.</source>
        <translation>Es ist eine andere der drei Nachrichten, als ihr Platz verlangt.</translation>
    </message>
    <message>
        <source>The message is longer than 64 KiB.</source>
        <translation>Die Nachricht ist länger als 64 KiB.</translation>
    </message>
    <message>
        <source>The name of the target lies outside the message.</source>
        <translation>Der Name des Ziels liegt außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>The target information lies outside the message.</source>
        <translation>Die Angaben zum Ziel liegen außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>The old answer (LM) lies outside the message.</source>
        <translation>Die alte Antwort (LM) liegt außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>The answer (NT) lies outside the message.</source>
        <translation>Die Antwort (NT) liegt außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>The domain lies outside the message.</source>
        <translation>Die Domäne liegt außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>The user name lies outside the message.</source>
        <translation>Der Benutzername liegt außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>The name of the computer lies outside the message.</source>
        <translation>Der Name des Computers liegt außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>The session key lies outside the message.</source>
        <translation>Der Sitzungsschlüssel liegt außerhalb der Nachricht.</translation>
    </message>
    <message>
        <source>A name has half a character at its end.</source>
        <translation>Ein Name hat am Ende ein halbes Zeichen.</translation>
    </message>
    <message>
        <source>An attribute runs past the end of the target information.</source>
        <translation>Ein Attribut läuft über das Ende der Angaben zum Ziel hinaus.</translation>
    </message>
    <message>
        <source>The target information has no end mark.</source>
        <translation>Den Angaben zum Ziel fehlt die Endmarke.</translation>
    </message>
    <message>
        <source>The clock does not have eight bytes.</source>
        <translation>Die Uhr hat keine acht Byte.</translation>
    </message>
    <message>
        <source>The further flags do not have four bytes.</source>
        <translation>Die weiteren Merkmale haben keine vier Byte.</translation>
    </message>
    <message>
        <source>The proxy wants names in an old character set, although Unicode was on offer.</source>
        <translation>Der Proxy will Namen in einem alten Zeichensatz, obwohl Unicode angeboten war.</translation>
    </message>
    <message>
        <source>There are more attributes than are read.</source>
        <translation>Es gibt mehr Attribute, als gelesen werden.</translation>
    </message>
    <message>
        <source>There are bytes behind the end mark of the target information.</source>
        <translation>Hinter der Endmarke der Angaben zum Ziel stehen Bytes.</translation>
    </message>
    <message>
        <source>An attribute is there twice; the first one counts.</source>
        <translation>Ein Attribut kommt zweimal vor; das erste gilt.</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>nicht aufbewahrt</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>%1 characters, not kept</source>
        <translation>%1 Zeichen, nicht aufbewahrt</translation>
    </message>
    <message>
        <source>%1 bytes, not kept</source>
        <translation>%1 Byte, nicht aufbewahrt</translation>
    </message>
    <message>
        <source>%1, not kept</source>
        <translation>%1, nicht aufbewahrt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Something is unusual about this token (%1).</source>
        <translation>An diesem Token ist etwas ungewöhnlich (%1).</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
</context>
<context>
    <name>WatchReport</name>
    <message>
        <source>Watched: rounds %1, from %2 to %3.</source>
        <translation>Beobachtet: %1 Runden, von %2 bis %3.</translation>
    </message>
    <message>
        <source>Rounds in which everything worked: %1. Changes: %2.</source>
        <translation>Runden, in denen alles funktionierte: %1. Änderungen: %2.</translation>
    </message>
    <message>
        <source>Now, since %1: %2</source>
        <translation>Jetzt, seit %1: %2</translation>
    </message>
    <message>
        <source>Results:</source>
        <translation>Ergebnisse:</translation>
    </message>
    <message>
        <source>Sign-in:</source>
        <translation>Anmeldung:</translation>
    </message>
    <message>
        <source>Addresses:</source>
        <translation>Adressen:</translation>
    </message>
    <message>
        <source>Nodes:</source>
        <translation>Knoten:</translation>
    </message>
    <message>
        <source>Connecting took at least %1 ms, usually about %2 ms, at most %3 ms.</source>
        <translation>Die Verbindung brauchte mindestens %1 ms, meist etwa %2 ms, höchstens %3 ms.</translation>
    </message>
    <message>
        <source>The first answer took at least %1 ms, usually about %2 ms, at most %3 ms.</source>
        <translation>Die erste Antwort brauchte mindestens %1 ms, meist etwa %2 ms, höchstens %3 ms.</translation>
    </message>
    <message>
        <source>  %1: rounds %2, from %3 to %4</source>
        <translation>  %1: %2 Runden, von %3 bis %4</translation>
    </message>
    <message>
        <source>  and others: %1</source>
        <translation>  und weitere: %1</translation>
    </message>
</context>
<context>
    <name>WatchWording</name>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>Answer to a plain request without a sign-in: %1 until %2, %3 since %4.</source>
        <translation>Antwort auf eine unverschlüsselte Anfrage ohne Anmeldung: %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>Answer to a CONNECT without a sign-in: %1 until %2, %3 since %4.</source>
        <translation>Antwort auf ein CONNECT ohne Anmeldung: %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>Answer to a plain request with the sign-in: %1 until %2, %3 since %4.</source>
        <translation>Antwort auf eine unverschlüsselte Anfrage mit der Anmeldung: %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>Answer to a CONNECT with the sign-in: %1 until %2, %3 since %4.</source>
        <translation>Antwort auf ein CONNECT mit der Anmeldung: %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>Connecting to the proxy takes long since %2: %1 ms, where %3 ms were usual.</source>
        <translation>Die Verbindung zum Proxy braucht seit %2 lange: %1 ms, üblich waren %3 ms.</translation>
    </message>
    <message>
        <source>Connecting to the proxy is quick again since %2: %1 ms, after %3 ms.</source>
        <translation>Die Verbindung zum Proxy kommt seit %2 wieder schnell zustande: %1 ms, zuvor %3 ms.</translation>
    </message>
    <message>
        <source>The proxy answers slowly since %2: after %1 ms, where %3 ms were usual.</source>
        <translation>Der Proxy antwortet seit %2 langsam: nach %1 ms, üblich waren %3 ms.</translation>
    </message>
    <message>
        <source>The proxy answers quickly again since %2: after %1 ms, and after %3 ms before.</source>
        <translation>Der Proxy antwortet seit %2 wieder schnell: nach %1 ms, zuvor nach %3 ms.</translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <translation>%1 (%2 UTC)</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, which was not tried</source>
        <translation>Der Proxy verlangt eine Anmeldung, die nicht versucht wurde</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>nicht verlangt</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>without a reply</source>
        <translation>ohne Antwort</translation>
    </message>
    <message>
        <source>kept back</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>plain %1, CONNECT %2</source>
        <translation>unverschlüsselt %1, CONNECT %2</translation>
    </message>
    <message>
        <source>plain %1</source>
        <translation>unverschlüsselt %1</translation>
    </message>
    <message>
        <source>CONNECT %1</source>
        <translation>CONNECT %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>without a sign-in: %1</source>
        <translation>ohne Anmeldung: %1</translation>
    </message>
    <message>
        <source>with the sign-in: %1</source>
        <translation>mit der Anmeldung: %1</translation>
    </message>
    <message>
        <source>answer after %1 ms</source>
        <translation>Antwort nach %1 ms</translation>
    </message>
    <message>
        <source>Result: &quot;%1&quot; until %2, &quot;%3&quot; since %4.</source>
        <translation>Ergebnis: „%1“ bis %2, „%3“ seit %4.</translation>
    </message>
    <message>
        <source>Sign-in %1 until %2, refused since %3. It is not sent again in this watch.</source>
        <translation>Anmeldung %1 bis %2, abgelehnt seit %3. Sie wird in dieser Beobachtung nicht mehr gesendet.</translation>
    </message>
    <message>
        <source>Sign-in %1 until %2, %3 since %4.</source>
        <translation>Anmeldung %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>Methods of sign-in that the proxy offers: %1 until %2, %3 since %4.</source>
        <translation>Anmeldeverfahren, die der Proxy anbietet: %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address: %1 until %2, %3 since %4.</source>
        <translation>Adresse des Proxys: %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>The proxy&apos;s program calls itself %1 until %2, and %3 since %4: another node may answer.</source>
        <translation>Das Programm des Proxys nannte sich %1 bis %2 und nennt sich %3 seit %4: Möglicherweise antwortet ein anderer Knoten.</translation>
    </message>
    <message>
        <source>Another node answers: %1 until %2, %3 since %4.</source>
        <translation>Ein anderer Knoten antwortet: %1 bis %2, %3 seit %4.</translation>
    </message>
    <message>
        <source>The proxy shows another certificate since %1. Its SHA-256 begins with %2, before with %3.</source>
        <translation>Der Proxy zeigt seit %1 ein anderes Zertifikat. Dessen SHA-256 beginnt mit %2, zuvor mit %3.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Finds out why a program cannot get through an HTTP proxy.</source>
        <translation>Findet heraus, warum ein Programm nicht durch einen HTTP-Proxy kommt.</translation>
    </message>
    <message>
        <source>A log or bundle to open.</source>
        <translation>Ein Protokoll oder Support-Paket, das geöffnet werden soll.</translation>
    </message>
</context>
<context>
    <name>pt::BundlePage</name>
    <message>
        <source>A bundle for the ticket</source>
        <translation>Ein Support-Paket für das Ticket</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name and size of a file</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Saved to %1. You can attach this file to the ticket.</source>
        <translation>Gespeichert unter %1. Diese Datei können Sie an das Ticket anhängen.</translation>
    </message>
    <message>
        <source>What became of the bundle</source>
        <translation>Was aus dem Support-Paket wurde</translation>
    </message>
    <message>
        <source>Save the bundle</source>
        <translation>Support-Paket speichern</translation>
    </message>
    <message>
        <source>Bundles (*.zip)</source>
        <translation>Support-Pakete (*.zip)</translation>
    </message>
    <message>
        <source>This is all that is saved, exactly as you see it. Passwords are not in it: the finished files are searched for them, and nothing is saved if one turns up.</source>
        <translation>Das ist alles, was gespeichert wird, genau so, wie Sie es hier sehen. Passwörter sind nicht enthalten: Die fertigen Dateien werden danach durchsucht, und wenn sich eines findet, wird nichts gespeichert.</translation>
    </message>
    <message>
        <source>&amp;What goes in</source>
        <translation>&amp;Inhalt</translation>
    </message>
    <message>
        <source>Files of the bundle</source>
        <translation>Dateien des Support-Pakets</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>Vo&amp;rschau</translation>
    </message>
    <message>
        <source>Text of the chosen file</source>
        <translation>Text der gewählten Datei</translation>
    </message>
    <message>
        <source>&amp;Save the bundle…</source>
        <translation>Support-Paket &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Copy text for a ticket</source>
        <translation>Text für ein &amp;Ticket kopieren</translation>
    </message>
</context>
<context>
    <name>pt::ChainView</name>
    <message>
        <source>works</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>not let in</source>
        <translation>kein Zutritt</translation>
    </message>
    <message>
        <source>broken here</source>
        <translation>hier gestört</translation>
    </message>
    <message>
        <source>The way through the proxy works. The site itself refuses.</source>
        <translation>Der Weg durch den Proxy funktioniert. Die Website selbst lehnt ab.</translation>
    </message>
    <message>
        <source>The way is broken between this computer and the proxy. The site was not reached.</source>
        <translation>Der Weg zwischen diesem Computer und dem Proxy ist gestört. Die Website wurde nicht erreicht.</translation>
    </message>
    <message>
        <source>This computer reaches the proxy. The way is broken between the proxy and the site.</source>
        <translation>Dieser Computer erreicht den Proxy. Der Weg zwischen dem Proxy und der Website ist gestört.</translation>
    </message>
    <message>
        <source>The way from this computer through the proxy to the site works.</source>
        <translation>Der Weg von diesem Computer durch den Proxy zur Website funktioniert.</translation>
    </message>
    <message>
        <source>The way to the site</source>
        <translation>Der Weg zur Website</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>%1 The proxy: %2</source>
        <translation>%1 Der Proxy: %2</translation>
    </message>
    <message>
        <source>Proxy: %1</source>
        <translation>Proxy: %1</translation>
    </message>
</context>
<context>
    <name>pt::ConsoleApp</name>
    <message>
        <source>Stopping.</source>
        <translation>Der Test wird abgebrochen.</translation>
    </message>
    <message>
        <source>There is no profile &quot;%1&quot;.</source>
        <translation>Das Profil „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>No profile is saved yet. Save one in the window, or give the proxy with --proxy.</source>
        <translation>Es ist noch kein Profil gespeichert. Speichern Sie eines im Fenster, oder geben Sie den Proxy mit --proxy an.</translation>
    </message>
    <message>
        <source>These are saved: %1</source>
        <translation>Gespeichert sind: %1</translation>
    </message>
    <message>
        <source>The file with certificates cannot be read: %1</source>
        <translation>Die Datei mit Zertifikaten kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Check the name given with --ca-file.</source>
        <translation>Prüfen Sie den mit --ca-file angegebenen Namen.</translation>
    </message>
    <message>
        <source>There is no certificate in the file %1.</source>
        <translation>Die Datei %1 enthält kein Zertifikat.</translation>
    </message>
    <message>
        <source>It must hold certificates as PEM text, which begins with &quot;-----BEGIN CERTIFICATE-----&quot;.</source>
        <translation>Sie muss Zertifikate als PEM-Text enthalten, der mit &quot;-----BEGIN CERTIFICATE-----&quot; beginnt.</translation>
    </message>
    <message>
        <source>The bundle cannot be saved as %1.</source>
        <translation>Das Support-Paket kann nicht als %1 gespeichert werden.</translation>
    </message>
    <message>
        <source>Give a file name in a folder that exists and can be written to.</source>
        <translation>Geben Sie einen Dateinamen in einem Ordner an, den es gibt und in den geschrieben werden kann.</translation>
    </message>
    <message>
        <source>The password would be seen on the screen while it is typed.</source>
        <translation>Das Passwort wäre beim Eintippen auf dem Bildschirm zu sehen.</translation>
    </message>
    <message>
        <source>Pass it through a pipe, for example:
  read -rs PW; printf %s &quot;$PW&quot; | proxy-triage-cli check … --password-stdin</source>
        <translation>Übergeben Sie es durch eine Pipe, zum Beispiel:
  read -rs PW; printf %s &quot;$PW&quot; | proxy-triage-cli check … --password-stdin</translation>
    </message>
    <message>
        <source>Waiting for the password store; a window asking to unlock it may be open.</source>
        <translation>Es wird auf den Passwortspeicher gewartet; vielleicht ist ein Fenster offen, das um das Entsperren bittet.</translation>
    </message>
    <message>
        <source>Stopped before the test began.</source>
        <translation>Abgebrochen, bevor der Test begann.</translation>
    </message>
    <message>
        <source>The stored password could not be read; the test goes on without it.</source>
        <translation>Das gespeicherte Passwort konnte nicht gelesen werden; der Test läuft ohne es weiter.</translation>
    </message>
    <message>
        <source>[%1] %2: %3</source>
        <translation>[%1] %2: %3</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>Die Datei kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Name a file with raw HTTP text or a support bundle, or - for standard input.</source>
        <translation>Nennen Sie eine Datei mit rohem HTTP-Text oder ein Support-Paket, oder - für die Standardeingabe.</translation>
    </message>
    <message>
        <source>List the scenarios with: proxy-triage-cli practice --list</source>
        <translation>Eine Liste der Übungsfälle erhalten Sie mit: proxy-triage-cli practice --list</translation>
    </message>
    <message>
        <source>Practice proxy: %1</source>
        <translation>Übungsproxy: %1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Adresse: %1</translation>
    </message>
    <message>
        <source>User name: %1</source>
        <translation>Benutzername: %1</translation>
    </message>
    <message>
        <source>Password (made up for this scenario): %1</source>
        <translation>Passwort (für diesen Übungsfall erfunden): %1</translation>
    </message>
    <message>
        <source>Websites it plays: %1</source>
        <translation>Websites, die er nachstellt: %1</translation>
    </message>
    <message>
        <source>It runs until you stop it with Ctrl+C.</source>
        <translation>Er läuft, bis Sie ihn mit Strg+C beenden.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address says %1, and --scheme says %2.</source>
        <translation>In der Adresse des Proxys steht %1, bei --scheme steht %2.</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>Lassen Sie eines von beiden weg.</translation>
    </message>
    <message>
        <source>The proxy to test is missing: no setting of this computer names one.</source>
        <translation>Der zu testende Proxy fehlt: Keine Einstellung dieses Computers nennt einen.</translation>
    </message>
    <message>
        <source>Give it with --proxy HOST:PORT, or name a saved profile with --profile NAME.</source>
        <translation>Geben Sie ihn mit --proxy HOST:PORT an, oder nennen Sie ein gespeichertes Profil mit --profile NAME.</translation>
    </message>
    <message>
        <source>--auth chooses a sign-in of HTTP proxies, and this is a SOCKS proxy.</source>
        <translation>--auth wählt eine Anmeldung von HTTP-Proxys, und dies ist ein SOCKS-Proxy.</translation>
    </message>
    <message>
        <source>Leave it out: SOCKS has one sign-in with a password and no other.</source>
        <translation>Lassen Sie es weg: SOCKS hat eine einzige Anmeldung mit Passwort und keine andere.</translation>
    </message>
    <message>
        <source>The keychain did not give the key to what is remembered of earlier tests; this password cannot be compared with them.</source>
        <translation>Der Schlüsselbund hat den Schlüssel zu dem, was von früheren Tests gemerkt ist, nicht herausgegeben. Dieses Passwort kann nicht damit verglichen werden.</translation>
    </message>
    <message>
        <source>[%1] %2: %3</source>
        <comment>number of a round, time, what was seen</comment>
        <translation>[%1] %2: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>time, what changed</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>It is not remembered that the proxy accepted this password, because the keychain cannot be used for it.</source>
        <translation>Dass der Proxy dieses Passwort angenommen hat, wird nicht gemerkt, weil der Schlüsselbund dafür nicht benutzt werden kann.</translation>
    </message>
    <message>
        <source>This scenario is a recording; there is no proxy to watch.</source>
        <translation>Dieses Szenario ist eine Aufzeichnung; es gibt keinen Proxy zu beobachten.</translation>
    </message>
    <message>
        <source>Leave --watch out.</source>
        <translation>Lassen Sie --watch weg.</translation>
    </message>
    <message>
        <source>This scenario is a recording; there is no proxy to run.</source>
        <translation>Dieses Szenario ist eine Aufzeichnung; es gibt keinen Proxy, der laufen könnte.</translation>
    </message>
    <message>
        <source>Read it with: proxy-triage-cli practice %1</source>
        <translation>Lesen Sie sie mit: proxy-triage-cli practice %1</translation>
    </message>
</context>
<context>
    <name>pt::ExchangePane</name>
    <message>
        <source>no HTTP answer</source>
        <translation>keine HTTP-Antwort</translation>
    </message>
    <message>
        <source>%1. %2 → %3</source>
        <comment>number of the exchange, request line, status line</comment>
        <translation>%1. %2 → %3</translation>
    </message>
    <message>
        <source>Nothing was exchanged with the proxy, so there are no bytes to show.</source>
        <translation>Mit dem Proxy wurde nichts ausgetauscht, daher gibt es keine Bytes zu zeigen.</translation>
    </message>
    <message>
        <source>Asked, inside the tunnel, of the site itself</source>
        <translation>Gefragt, im Tunnel, an die Website selbst</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Body of the request</source>
        <translation>Inhalt der Anfrage</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Geantwortet</translation>
    </message>
    <message>
        <source>Body of the answer (text, never run or shown as a page)</source>
        <translation>Inhalt der Antwort (Text, wird nie ausgeführt oder als Seite angezeigt)</translation>
    </message>
    <message>
        <source>The rest was not kept: %1 bytes arrived in all.</source>
        <translation>Der Rest wurde nicht aufgehoben: Insgesamt kamen %1 Bytes an.</translation>
    </message>
    <message>
        <source>Nothing: the other side closed the connection.</source>
        <translation>Nichts: Die Gegenseite hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>Nothing: the other side reset the connection.</source>
        <translation>Nichts: Die Gegenseite hat die Verbindung zurückgesetzt.</translation>
    </message>
    <message>
        <source>Nothing came within %1 s.</source>
        <translation>Innerhalb von %1 s kam nichts.</translation>
    </message>
    <message>
        <source>Nothing: the encrypted connection to the site could not be set up.</source>
        <translation>Nichts: Die verschlüsselte Verbindung zur Website ließ sich nicht herstellen.</translation>
    </message>
    <message>
        <source>Nothing until the test was cancelled.</source>
        <translation>Nichts, bis der Test abgebrochen wurde.</translation>
    </message>
    <message>
        <source>Nothing: no connection to the proxy could be made.</source>
        <translation>Nichts: Es ließ sich keine Verbindung zum Proxy herstellen.</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Nichts.</translation>
    </message>
    <message>
        <source>Move the cursor onto a byte to see what it means.</source>
        <translation>Setzen Sie den Cursor auf ein Byte, um zu sehen, was es bedeutet.</translation>
    </message>
    <message>
        <source>This is the content that follows the head, byte %1.</source>
        <translation>Dies ist der Inhalt, der auf den Kopf folgt, Byte %1.</translation>
    </message>
    <message>
        <source>Meaning of the bytes at the cursor</source>
        <translation>Bedeutung der Bytes am Cursor</translation>
    </message>
    <message>
        <source>Exchan&amp;ge</source>
        <translation>Austaus&amp;ch</translation>
    </message>
    <message>
        <source>Exchange to show</source>
        <translation>Anzuzeigender Austausch</translation>
    </message>
    <message>
        <source>Wrap &amp;long lines</source>
        <translation>Lan&amp;ge Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>The exchange, byte for byte</source>
        <translation>Der Austausch, Byte für Byte</translation>
    </message>
    <message>
        <source>What was asked and what was answered. Move the cursor to learn what the bytes mean.</source>
        <translation>Was gefragt und was geantwortet wurde. Bewegen Sie den Cursor, um zu erfahren, was die Bytes bedeuten.</translation>
    </message>
    <message>
        <source>Nothing: the encrypted connection to the proxy could not be set up.</source>
        <translation>Nichts: Die verschlüsselte Verbindung zum Proxy kam nicht zustande.</translation>
    </message>
</context>
<context>
    <name>pt::KeychainSecretStore</name>
    <message numerus="yes">
        <source>The password is longer than %n byte(s), more than a keychain item can hold.</source>
        <translation>
            <numerusform>Das Passwort ist länger als %n Byte, mehr als ein Eintrag im Schlüsselbund aufnehmen kann.</numerusform>
            <numerusform>Das Passwort ist länger als %n Bytes, mehr als ein Eintrag im Schlüsselbund aufnehmen kann.</numerusform>
        </translation>
    </message>
    <message>
        <source>The keychain gave back something else than what was written.</source>
        <translation>Der Schlüsselbund hat etwas anderes zurückgegeben, als geschrieben wurde.</translation>
    </message>
    <message>
        <source>The stored password was written by a newer version of this program.</source>
        <translation>Das gespeicherte Passwort wurde von einer neueren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>The stored password cannot be read. Save it again.</source>
        <translation>Das gespeicherte Passwort ist nicht lesbar. Speichern Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The keychain still has the password after deleting it.</source>
        <translation>Der Schlüsselbund enthält das Passwort auch nach dem Löschen noch.</translation>
    </message>
</context>
<context>
    <name>pt::MainWindow</name>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>&amp;Start the test</source>
        <translation>Test &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Show what is known</source>
        <translation>Bisheriges &amp;Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Make a bundle</source>
        <translation>Support-&amp;Paket erstellen</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Practice: %1. Nothing leaves this computer.</source>
        <translation>Übung: %1. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>%1 – Proxy Triage</source>
        <comment>title of a page</comment>
        <translation>%1 – Proxy Triage</translation>
    </message>
    <message>
        <source>Start o&amp;ver</source>
        <translation>&amp;Neu beginnen</translation>
    </message>
    <message>
        <source>Forgets the address, the sign-in and the result</source>
        <translation>Vergisst Adresse, Anmeldung und Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>pt::MarkedText</name>
    <message>
        <source>The address as it was given: %1</source>
        <translation>Die Adresse, wie sie angegeben wurde: %1</translation>
    </message>
    <message>
        <source>The character &quot;%1&quot; at position %2 is marked.</source>
        <translation>Das Zeichen „%1“ an Position %2 ist markiert.</translation>
    </message>
</context>
<context>
    <name>pt::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>pt::PracticeConnection</name>
    <message>
        <source>the site&apos;s encrypted connection is up</source>
        <translation>die verschlüsselte Verbindung der Website steht</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>the request&apos;s head is too long; closed</source>
        <translation>der Kopf der Anfrage ist zu lang; geschlossen</translation>
    </message>
    <message>
        <source>received something that is no request this proxy can read; closed</source>
        <translation>empfangen wurde etwas, das keine für diesen Proxy lesbare Anfrage ist; geschlossen</translation>
    </message>
    <message>
        <source>the site is asked: %1</source>
        <translation>die Website erhält die Anfrage: %1</translation>
    </message>
    <message>
        <source>received: %1</source>
        <translation>empfangen: %1</translation>
    </message>
    <message>
        <source>it carries no sign-in</source>
        <translation>sie enthält keine Anmeldung</translation>
    </message>
    <message>
        <source>its sign-in is right</source>
        <translation>ihre Anmeldung ist richtig</translation>
    </message>
    <message>
        <source>its sign-in is wrong</source>
        <translation>ihre Anmeldung ist falsch</translation>
    </message>
    <message>
        <source>this practice does not cover such a request; closed</source>
        <translation>diese Übung sieht eine solche Anfrage nicht vor; geschlossen</translation>
    </message>
    <message numerus="yes">
        <source>waits %n millisecond(s)</source>
        <translation>
            <numerusform>wartet %n Millisekunde</numerusform>
            <numerusform>wartet %n Millisekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>closes the connection</source>
        <translation>schließt die Verbindung</translation>
    </message>
    <message>
        <source>resets the connection</source>
        <translation>setzt die Verbindung zurück</translation>
    </message>
    <message>
        <source>says nothing more</source>
        <translation>sagt nichts mehr</translation>
    </message>
    <message>
        <source>sends its answer drop by drop</source>
        <translation>sendet die Antwort tröpfchenweise</translation>
    </message>
    <message>
        <source>sends up to %1 bytes of filler</source>
        <translation>sendet bis zu %1 Bytes Fülldaten</translation>
    </message>
    <message>
        <source>the tunnel is open, the site takes over</source>
        <translation>der Tunnel ist offen, die Website übernimmt</translation>
    </message>
    <message>
        <source>answers: %1</source>
        <translation>antwortet: %1</translation>
    </message>
    <message>
        <source>Connection %1: %2</source>
        <translation>Verbindung %1: %2</translation>
    </message>
    <message>
        <source>it opens a sign-in by NTLM</source>
        <translation>sie eröffnet eine Anmeldung mit NTLM</translation>
    </message>
</context>
<context>
    <name>pt::PracticeProxy</name>
    <message>
        <source>It is running already.</source>
        <translation>Er läuft bereits.</translation>
    </message>
    <message>
        <source>There are too many connections; a new one was closed.</source>
        <translation>Es sind zu viele Verbindungen; eine neue wurde geschlossen.</translation>
    </message>
</context>
<context>
    <name>pt::PracticeTable</name>
    <message>
        <source>%1: %2</source>
        <comment>scenario, why it cannot be played</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>[%1 of %2] %3: %4</source>
        <comment>how many are played, scenario, what was found</comment>
        <translation>[%1 von %2] %3: %4</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>missed: %1</source>
        <translation>übersehen: %1</translation>
    </message>
    <message>
        <source>false alarm: %1</source>
        <translation>falscher Alarm: %1</translation>
    </message>
    <message>
        <source>also found: %1</source>
        <translation>außerdem gefunden: %1</translation>
    </message>
    <message>
        <source>Scenarios: %1. Causes shown: %2 of %3. Scenarios with something missed: %4. Scenarios with a false alarm: %5.</source>
        <translation>Szenarien: %1. Gezeigte Ursachen: %2 von %3. Szenarien, in denen etwas übersehen wurde: %4. Szenarien mit falschem Alarm: %5.</translation>
    </message>
    <message>
        <source>Causes that no scenario shows: %1</source>
        <translation>Ursachen, die kein Szenario zeigt: %1</translation>
    </message>
</context>
<context>
    <name>pt::ProfileStore</name>
    <message>
        <source>The saved profiles belong to a newer version of this program.</source>
        <translation>Die gespeicherten Profile gehören zu einer neueren Version dieses Programms.</translation>
    </message>
    <message>
        <source>The profile has no valid identifier.</source>
        <translation>Das Profil hat keine gültige Kennung.</translation>
    </message>
    <message>
        <source>Enter the name or address of the proxy before saving.</source>
        <translation>Geben Sie vor dem Speichern den Namen oder die Adresse des Proxys ein.</translation>
    </message>
    <message>
        <source>The settings file cannot be written: %1</source>
        <translation>Die Einstellungsdatei kann nicht geschrieben werden: %1</translation>
    </message>
</context>
<context>
    <name>pt::ProxyPage</name>
    <message>
        <source>Which proxy?</source>
        <translation>Welcher Proxy?</translation>
    </message>
    <message>
        <source>Other programs cannot read a proxy&apos;s name from it.</source>
        <translation>Andere Programme können daraus keinen Proxynamen lesen.</translation>
    </message>
    <message>
        <source>Other programs read this as the proxy %1, not %2.</source>
        <translation>Andere Programme lesen daraus den Proxy %1, nicht %2.</translation>
    </message>
    <message>
        <source>Paste the proxy&apos;s address as you have it: from a settings page, a mail or a command.</source>
        <translation>Fügen Sie die Adresse des Proxys ein, wie sie Ihnen vorliegt: aus einer Einstellungsseite, einer E-Mail oder einem Befehl.</translation>
    </message>
    <message>
        <source>Proxy &amp;address</source>
        <translation>&amp;Proxy-Adresse</translation>
    </message>
    <message>
        <source>Proxy address, as you have it</source>
        <translation>Proxy-Adresse, wie sie Ihnen vorliegt</translation>
    </message>
    <message>
        <source>The password in it was moved to the next page and is hidden here.</source>
        <translation>Das darin enthaltene Passwort wurde auf die nächste Seite übernommen und ist hier verborgen.</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>Bitte beachten</translation>
    </message>
    <message>
        <source>What is odd in the address</source>
        <translation>Was an der Adresse auffällt</translation>
    </message>
    <message>
        <source>&amp;Written so that every program reads it right:</source>
        <translation>&amp;So geschrieben, dass jedes Programm es richtig liest:</translation>
    </message>
    <message>
        <source>Corrected address, password hidden</source>
        <translation>Berichtigte Adresse, Passwort verborgen</translation>
    </message>
    <message>
        <source>&amp;Copy it</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>The copy holds the password. It is taken off the clipboard after one minute.</source>
        <translation>Die Kopie enthält das Passwort. Nach einer Minute wird sie aus der Zwischenablage entfernt.</translation>
    </message>
    <message>
        <source>This is what will be tested</source>
        <translation>Das wird geprüft</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>Ar&amp;t</translation>
    </message>
    <message>
        <source>Kind of proxy</source>
        <translation>Art des Proxys</translation>
    </message>
    <message>
        <source>Na&amp;me or address</source>
        <translation>Na&amp;me oder Adresse</translation>
    </message>
    <message>
        <source>The proxy&apos;s name or address</source>
        <translation>Name oder Adresse des Proxys</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>The proxy&apos;s port</source>
        <translation>Port des Proxys</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>https means that the proxy itself is spoken to over TLS. A SOCKS proxy passes on any connection, and is given the website&apos;s name.</source>
        <translation>https bedeutet, dass mit dem Proxy selbst über TLS gesprochen wird. Ein SOCKS-Proxy leitet jede Verbindung weiter und bekommt den Namen der Website.</translation>
    </message>
</context>
<context>
    <name>pt::ResultPage</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>how certain, and who must act</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2. %3. %4</source>
        <comment>severity, title, certainty and who, sentence</comment>
        <translation>%1: %2. %3. %4</translation>
    </message>
    <message>
        <source>The proxy refused this password. Testing again sends it once more.</source>
        <translation>Der Proxy hat dieses Passwort abgelehnt. Beim erneuten Prüfen wird es noch einmal gesendet.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what a proof says, and the value itself</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>%1. %2: %3</source>
        <comment>number, who must act, what to do</comment>
        <translation>%1. %2: %3</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Words to copy for number %1</source>
        <translation>Text zum Kopieren für Nummer %1</translation>
    </message>
    <message>
        <source>Nothing else came near enough to be ruled out.</source>
        <translation>Nichts anderes kam so weit in Frage, dass es auszuschließen war.</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <comment>a cause that was ruled out</comment>
        <translation>Nicht: %1</translation>
    </message>
    <message>
        <source>Who must act:</source>
        <translation>Wer handeln muss:</translation>
    </message>
    <message>
        <source>Next step:</source>
        <translation>Nächster Schritt:</translation>
    </message>
    <message>
        <source>&amp;Findings</source>
        <translation>&amp;Befunde</translation>
    </message>
    <message>
        <source>Findings, the verdict first</source>
        <translation>Befunde, das Ergebnis zuerst</translation>
    </message>
    <message>
        <source>&amp;Proof</source>
        <translation>Be&amp;leg</translation>
    </message>
    <message>
        <source>Proof of the chosen finding</source>
        <translation>Beleg des gewählten Befunds</translation>
    </message>
    <message>
        <source>Details of the chosen finding</source>
        <translation>Einzelheiten zum gewählten Befund</translation>
    </message>
    <message>
        <source>&amp;What was said</source>
        <translation>&amp;Wortlaut</translation>
    </message>
    <message>
        <source>E&amp;xplanation and fixes</source>
        <translation>&amp;Erklärung und Abhilfe</translation>
    </message>
    <message>
        <source>R&amp;uled out</source>
        <translation>A&amp;usgeschlossen</translation>
    </message>
    <message>
        <source>T&amp;imes</source>
        <translation>Ze&amp;iten</translation>
    </message>
    <message>
        <source>Explanation and fixes</source>
        <translation>Erklärung und Abhilfe</translation>
    </message>
    <message>
        <source>Causes that were ruled out</source>
        <translation>Ausgeschlossene Ursachen</translation>
    </message>
    <message>
        <source>Times of the steps</source>
        <translation>Zeiten der Schritte</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Began at</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>&amp;Copy text for a ticket</source>
        <translation>Text für ein &amp;Ticket kopieren</translation>
    </message>
    <message>
        <source>Test &amp;again</source>
        <translation>E&amp;rneut prüfen</translation>
    </message>
    <message>
        <source>C&amp;hange the sign-in</source>
        <translation>Anmel&amp;dung ändern</translation>
    </message>
    <message>
        <source>The proxy refused this password %1 times. Other ways to sign in are not offered any more, so that the account is not locked.</source>
        <translation>Der Proxy hat dieses Passwort %1 Mal abgelehnt. Andere Wege zur Anmeldung werden nicht mehr angeboten, damit das Konto nicht gesperrt wird.</translation>
    </message>
    <message>
        <source>Sends the password once more. Refused so far in this window: %1 of at most %2.</source>
        <translation>Sendet das Passwort noch einmal. Bisher in diesem Fenster abgelehnt: %1 von höchstens %2.</translation>
    </message>
    <message>
        <source>By Basic, anybody on the way to the proxy can read the password.</source>
        <translation>Bei Basic kann jeder auf dem Weg zum Proxy das Passwort lesen.</translation>
    </message>
    <message>
        <source>By Basic, the proxy itself gets to read the password.</source>
        <translation>Bei Basic kann der Proxy selbst das Passwort lesen.</translation>
    </message>
    <message>
        <source>Try %1 instead</source>
        <comment>a method of sign-in</comment>
        <translation>Stattdessen %1 versuchen</translation>
    </message>
    <message>
        <source>Try another spelling (1 more attempt)</source>
        <translation>Andere Schreibweise versuchen (1 weiterer Versuch)</translation>
    </message>
    <message>
        <source>Try other spellings (%1 more attempts)</source>
        <translation>Andere Schreibweisen versuchen (%1 weitere Versuche)</translation>
    </message>
    <message>
        <source>Sends the password once more, in another spelling, such as another form of the user name.</source>
        <translation>Sendet das Passwort noch einmal, in einer anderen Schreibweise, etwa einer anderen Form des Benutzernamens.</translation>
    </message>
    <message>
        <source>Sends the password up to %1 more times, each time in another spelling, such as another form of the user name.</source>
        <translation>Sendet das Passwort bis zu %1 weitere Male, jedes Mal in einer anderen Schreibweise, etwa einer anderen Form des Benutzernamens.</translation>
    </message>
    <message>
        <source>Refused so far in this window: %1 of at most %2.</source>
        <translation>Bisher in diesem Fenster abgelehnt: %1 von höchstens %2.</translation>
    </message>
    <message>
        <source>What it does not mean</source>
        <translation>Was das nicht heißt</translation>
    </message>
    <message>
        <source>For the network team</source>
        <translation>Für das Netzwerk-Team</translation>
    </message>
    <message>
        <source>Copy for the network team</source>
        <translation>Für das Netzwerk-Team kopieren</translation>
    </message>
    <message>
        <source>What to tell the network team</source>
        <translation>Was dem Netzwerk-Team zu sagen ist</translation>
    </message>
    <message>
        <source>Watch this pr&amp;oxy</source>
        <translation>Diesen Proxy be&amp;obachten</translation>
    </message>
    <message>
        <source>Tests again and again, and tells what changes</source>
        <translation>Prüft immer wieder und nennt, was sich ändert</translation>
    </message>
    <message>
        <source>Could not be excluded: %1</source>
        <translation>Ließ sich nicht ausschließen: %1</translation>
    </message>
</context>
<context>
    <name>pt::RunPage</name>
    <message>
        <source>Testing</source>
        <translation>Testlauf</translation>
    </message>
    <message>
        <source>The keychain is waiting for you. Its window may be behind this one.</source>
        <translation>Der Schlüsselbund wartet auf Sie. Sein Fenster liegt vielleicht hinter diesem.</translation>
    </message>
    <message>
        <source>Reading the password from the keychain…</source>
        <translation>Das Passwort wird aus dem Schlüsselbund gelesen…</translation>
    </message>
    <message>
        <source>Each step of the way is tried. This takes a few seconds, or a minute where nothing answers.</source>
        <translation>Jeder Schritt des Weges wird ausprobiert. Das dauert ein paar Sekunden, oder eine Minute, wenn nichts antwortet.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>The test was cancelled. You can look at what is known so far, or go back.</source>
        <translation>Der Test wurde abgebrochen. Sie können sich ansehen, was bisher bekannt ist, oder zurückgehen.</translation>
    </message>
    <message>
        <source>The test was cancelled before it began. Nothing was sent to the proxy.</source>
        <translation>Der Test wurde abgebrochen, bevor er begann. An den Proxy wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The test has finished.</source>
        <translation>Der Test ist beendet.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>The password was sent %1 times and refused %2 times. The limit is %3.</source>
        <translation>Das Passwort wurde %1-mal gesendet und %2-mal abgelehnt. Die Grenze ist %3.</translation>
    </message>
    <message>
        <source>Progress of the test</source>
        <translation>Fortschritt des Tests</translation>
    </message>
    <message>
        <source>Steps of the test</source>
        <translation>Schritte des Tests</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>Beobachtung</translation>
    </message>
</context>
<context>
    <name>pt::Scenario</name>
    <message>
        <source>The sign-in works</source>
        <translation>Die Anmeldung funktioniert</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, the password is right and both sites answer. This is what a healthy proxy looks like.</source>
        <translation>Der Proxy verlangt eine Anmeldung, das Passwort ist richtig, und beide Websites antworten. So sieht ein gesunder Proxy aus.</translation>
    </message>
    <message>
        <source>No user name and no password</source>
        <translation>Kein Benutzername und kein Passwort</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, but nothing was typed to answer with.</source>
        <translation>Der Proxy verlangt eine Anmeldung, aber es wurde nichts eingegeben, womit sie zu beantworten wäre.</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>Falsches Passwort</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in and refuses the password. It asks once more in the same words as before, so only the order tells what happened.</source>
        <translation>Der Proxy verlangt eine Anmeldung und lehnt das Passwort ab. Er fragt noch einmal mit denselben Worten wie zuvor, nur die Reihenfolge verrät also, was geschehen ist.</translation>
    </message>
    <message>
        <source>Wrong password, answered as a web site would</source>
        <translation>Falsches Passwort, wie von einer Website beantwortet</translation>
    </message>
    <message>
        <source>Some proxies, tinyproxy among them, refuse a wrong password with 401 in place of 407. It looks as if the site had asked.</source>
        <translation>Manche Proxys, darunter tinyproxy, lehnen ein falsches Passwort mit 401 statt 407 ab. Es sieht so aus, als hätte die Website gefragt.</translation>
    </message>
    <message>
        <source>A space behind the password</source>
        <translation>Ein Leerzeichen hinter dem Passwort</translation>
    </message>
    <message>
        <source>The password was copied with a space at its end. Nobody can see it, and the proxy refuses it.</source>
        <translation>Das Passwort wurde mit einem Leerzeichen am Ende kopiert. Niemand kann es sehen, und der Proxy lehnt es ab.</translation>
    </message>
    <message>
        <source>The proxy asks as a web site would</source>
        <translation>Der Proxy fragt wie eine Website</translation>
    </message>
    <message>
        <source>The proxy answers 401 in place of 407. Most programs then believe that the site asks for a sign-in, and never send the one for the proxy.</source>
        <translation>Der Proxy antwortet mit 401 statt 407. Die meisten Programme glauben dann, dass die Website eine Anmeldung verlangt, und senden die für den Proxy nie.</translation>
    </message>
    <message>
        <source>The proxy does not say how to sign in</source>
        <translation>Der Proxy sagt nicht, wie man sich anmeldet</translation>
    </message>
    <message>
        <source>The proxy answers 407 but leaves out the line that says which kinds of sign-in it accepts.</source>
        <translation>Der Proxy antwortet mit 407, lässt aber die Zeile weg, die sagt, welche Anmeldeverfahren er annimmt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s question cannot be read</source>
        <translation>Die Anmeldeaufforderung des Proxys ist nicht lesbar</translation>
    </message>
    <message>
        <source>The line that should name the kind of sign-in names none.</source>
        <translation>Die Zeile, die das Anmeldeverfahren nennen soll, nennt keines.</translation>
    </message>
    <message>
        <source>The proxy&apos;s question is incomplete</source>
        <translation>Die Anmeldeaufforderung des Proxys ist unvollständig</translation>
    </message>
    <message>
        <source>The proxy asks for a Digest sign-in, but leaves out what is needed to calculate the answer.</source>
        <translation>Der Proxy verlangt eine Anmeldung nach dem Verfahren Digest, lässt aber weg, was zum Berechnen der Antwort nötig ist.</translation>
    </message>
    <message>
        <source>A kind of sign-in nobody here knows</source>
        <translation>Ein Anmeldeverfahren, das hier niemand kennt</translation>
    </message>
    <message>
        <source>The proxy accepts only a kind of sign-in that takes more than a user name and a password.</source>
        <translation>Der Proxy nimmt nur ein Anmeldeverfahren an, das mehr als Benutzername und Passwort braucht.</translation>
    </message>
    <message>
        <source>The proxy asks for no sign-in</source>
        <translation>Der Proxy verlangt keine Anmeldung</translation>
    </message>
    <message>
        <source>Both sites answer, but the proxy never asks who is there. Whether the password is right stays unknown.</source>
        <translation>Beide Websites antworten, aber der Proxy fragt nie, wer da ist. Ob das Passwort richtig ist, bleibt offen.</translation>
    </message>
    <message>
        <source>This computer is not on the list</source>
        <translation>Dieser Computer steht nicht auf der Liste</translation>
    </message>
    <message>
        <source>The proxy refuses everything before it asks for a sign-in: it allows only the computers that it knows.</source>
        <translation>Der Proxy lehnt alles ab, bevor er eine Anmeldung verlangt: Er erlaubt nur die Computer, die er kennt.</translation>
    </message>
    <message>
        <source>A port that the proxy does not connect to</source>
        <translation>Ein Port, zu dem der Proxy keine Verbindung herstellt</translation>
    </message>
    <message>
        <source>The site is on port 8443. The proxy lets encrypted connections pass to port 443 only, and says so before it asks for a sign-in.</source>
        <translation>Die Website nutzt Port 8443. Der Proxy lässt verschlüsselte Verbindungen nur zu Port 443 durch und sagt das, bevor er eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>No encrypted sites through this proxy</source>
        <translation>Keine verschlüsselten Websites über diesen Proxy</translation>
    </message>
    <message>
        <source>The proxy fetches plain pages, but does not know the request that encrypted sites need.</source>
        <translation>Der Proxy ruft unverschlüsselte Seiten ab, kennt aber die Anfrage nicht, die verschlüsselte Websites brauchen.</translation>
    </message>
    <message>
        <source>Signed in, but the site is not allowed</source>
        <translation>Angemeldet, aber die Website ist nicht erlaubt</translation>
    </message>
    <message>
        <source>The password is right. The proxy refuses this site by its rules and shows a page that says why.</source>
        <translation>Das Passwort ist richtig. Der Proxy lehnt diese Website wegen seiner Regeln ab und zeigt eine Seite, die den Grund nennt.</translation>
    </message>
    <message>
        <source>The proxy cannot reach the site</source>
        <translation>Der Proxy kann die Website nicht erreichen</translation>
    </message>
    <message>
        <source>The password is right, but the proxy gets no connection to the site.</source>
        <translation>Das Passwort ist richtig, aber der Proxy bekommt keine Verbindung zur Website.</translation>
    </message>
    <message>
        <source>The encrypted connection breaks at once</source>
        <translation>Die verschlüsselte Verbindung bricht sofort ab</translation>
    </message>
    <message>
        <source>The proxy says that the connection to the site is up, and then drops it.</source>
        <translation>Der Proxy meldet, dass die Verbindung zur Website steht, und trennt sie dann.</translation>
    </message>
    <message>
        <source>The site&apos;s certificate is not trusted</source>
        <translation>Das Zertifikat der Website ist nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>The proxy does its work. The certificate of the site behind it was signed by an authority that this computer has no reason to trust.</source>
        <translation>Der Proxy tut, was er soll. Das Zertifikat der Website dahinter stammt von einer Zertifizierungsstelle, die dieser Computer nicht kennt und der er deshalb nicht vertraut.</translation>
    </message>
    <message>
        <source>The site itself asks for a sign-in</source>
        <translation>Die Website selbst verlangt eine Anmeldung</translation>
    </message>
    <message>
        <source>The proxy does its work. The site behind it asks for its own user name and password.</source>
        <translation>Der Proxy tut, was er soll. Die Website dahinter verlangt einen eigenen Benutzernamen und ein eigenes Passwort.</translation>
    </message>
    <message>
        <source>The site refuses</source>
        <translation>Die Website lehnt ab</translation>
    </message>
    <message>
        <source>The proxy does its work. The site behind it turns visitors away that it takes for robots.</source>
        <translation>Der Proxy tut, was er soll. Die Website dahinter weist Besucher zurück, die sie für Roboter hält.</translation>
    </message>
    <message>
        <source>The page does not exist</source>
        <translation>Die Seite gibt es nicht</translation>
    </message>
    <message>
        <source>The proxy does its work. The site behind it has no page at this address.</source>
        <translation>Der Proxy tut, was er soll. Die Website dahinter hat unter dieser Adresse keine Seite.</translation>
    </message>
    <message>
        <source>The site has a fault</source>
        <translation>Die Website hat einen Fehler</translation>
    </message>
    <message>
        <source>The proxy does its work. The site behind it answers with an error of its own.</source>
        <translation>Der Proxy tut, was er soll. Die Website dahinter antwortet mit einem eigenen Fehler.</translation>
    </message>
    <message>
        <source>A web server in place of a proxy</source>
        <translation>Ein Webserver statt eines Proxys</translation>
    </message>
    <message>
        <source>The address belongs to a web server. It shows its own page, whatever site is asked for.</source>
        <translation>Die Adresse gehört zu einem Webserver. Er zeigt seine eigene Seite, welche Website auch verlangt wird.</translation>
    </message>
    <message>
        <source>A file with settings in place of a proxy</source>
        <translation>Eine Datei mit Einstellungen statt eines Proxys</translation>
    </message>
    <message>
        <source>The address is where computers fetch the file that tells them which proxy to use. It is not the proxy.</source>
        <translation>Unter der Adresse holen Computer die Datei ab, die ihnen sagt, welchen Proxy sie verwenden sollen. Der Proxy selbst ist das nicht.</translation>
    </message>
    <message>
        <source>Another kind of server</source>
        <translation>Eine andere Art von Server</translation>
    </message>
    <message>
        <source>The port answers, but it is a server for remote logins and does not speak HTTP.</source>
        <translation>Der Port antwortet, aber es ist ein Server für Fernanmeldungen, der kein HTTP spricht.</translation>
    </message>
    <message>
        <source>An answer that cannot be read</source>
        <translation>Eine Antwort, die nicht lesbar ist</translation>
    </message>
    <message>
        <source>The answer begins as an answer of a proxy does, but its first line holds letters where the number should be.</source>
        <translation>Die Antwort beginnt wie die Antwort eines Proxys, aber in der ersten Zeile stehen Buchstaben, wo die Zahl stehen sollte.</translation>
    </message>
    <message>
        <source>An answer without an end</source>
        <translation>Eine Antwort ohne Ende</translation>
    </message>
    <message>
        <source>The proxy&apos;s answer goes on and on. A careful program stops reading.</source>
        <translation>Die Antwort des Proxys hört nicht auf. Ein vorsichtiges Programm liest nicht weiter.</translation>
    </message>
    <message>
        <source>The proxy says nothing</source>
        <translation>Der Proxy sagt nichts</translation>
    </message>
    <message>
        <source>The port takes the connection and the question, and never answers.</source>
        <translation>Der Port nimmt die Verbindung und die Anfrage an und antwortet nie.</translation>
    </message>
    <message>
        <source>The connection is cut</source>
        <translation>Die Verbindung wird getrennt</translation>
    </message>
    <message>
        <source>The proxy takes the question and cuts the connection without a word.</source>
        <translation>Der Proxy nimmt die Anfrage an und trennt die Verbindung ohne ein Wort.</translation>
    </message>
    <message>
        <source>A proxy that sends tricky text</source>
        <translation>Ein Proxy, der tückischen Text sendet</translation>
    </message>
    <message>
        <source>The proxy&apos;s question holds text that tries to look like something else. It must be shown as plain text. The password is wrong.</source>
        <translation>Die Anmeldeaufforderung des Proxys enthält Text, der wie etwas anderes aussehen will. Er muss als reiner Text angezeigt werden. Das Passwort ist falsch.</translation>
    </message>
    <message>
        <source>An error page of two gigabytes</source>
        <translation>Eine Fehlerseite von zwei Gigabyte</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in and sends a page with it that does not end. A careful program reads only the beginning.</source>
        <translation>Der Proxy verlangt eine Anmeldung und sendet dazu eine Seite, die nicht endet. Ein vorsichtiges Programm liest nur den Anfang.</translation>
    </message>
    <message>
        <source>An encrypted connection to the proxy</source>
        <translation>Eine verschlüsselte Verbindung zum Proxy</translation>
    </message>
    <message>
        <source>The proxy itself is spoken to over TLS (https). The sign-in works, and nobody on the way can read it.</source>
        <translation>Der Proxy selbst wird über TLS (https) angesprochen. Die Anmeldung klappt, und unterwegs kann niemand sie mitlesen.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is not trusted</source>
        <translation>Das Zertifikat des Proxys ist nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>The proxy is spoken to over TLS. An authority that this computer does not know signed its certificate, so no password is sent.</source>
        <translation>Der Proxy wird über TLS angesprochen. Sein Zertifikat hat eine Stelle ausgestellt, die dieser Computer nicht kennt. Deshalb wird kein Passwort gesendet.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is for another name</source>
        <translation>Das Zertifikat des Proxys gilt für einen anderen Namen</translation>
    </message>
    <message>
        <source>The proxy is spoken to over TLS. Its certificate is made out to other names than the one in the settings.</source>
        <translation>Der Proxy wird über TLS angesprochen. Sein Zertifikat ist auf andere Namen ausgestellt als den in den Einstellungen.</translation>
    </message>
    <message>
        <source>The proxy&apos;s certificate is out of date</source>
        <translation>Das Zertifikat des Proxys ist derzeit nicht gültig</translation>
    </message>
    <message>
        <source>The proxy is spoken to over TLS. Its certificate was valid until a month ago.</source>
        <translation>Der Proxy wird über TLS angesprochen. Sein Zertifikat ist seit einem Monat abgelaufen.</translation>
    </message>
    <message>
        <source>A port that wants encryption</source>
        <translation>Ein Port, der Verschlüsselung verlangt</translation>
    </message>
    <message>
        <source>The settings say http, but the proxy speaks only TLS on this port and does not answer in clear.</source>
        <translation>In den Einstellungen steht http, der Proxy spricht auf diesem Port aber nur TLS und antwortet unverschlüsselt nicht.</translation>
    </message>
    <message>
        <source>A port without encryption</source>
        <translation>Ein Port ohne Verschlüsselung</translation>
    </message>
    <message>
        <source>The settings say https, but the proxy speaks plain HTTP on this port.</source>
        <translation>In den Einstellungen steht https, der Proxy spricht auf diesem Port aber unverschlüsseltes HTTP.</translation>
    </message>
    <message>
        <source>The sign-in by Digest works</source>
        <translation>Die Anmeldung nach Digest klappt</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in by Digest, where the password itself is never sent. The password is right and both sites answer.</source>
        <translation>Der Proxy verlangt eine Anmeldung nach Digest, bei der das Passwort selbst nie gesendet wird. Das Passwort stimmt, und beide Websites antworten.</translation>
    </message>
    <message>
        <source>Digest with a wrong password</source>
        <translation>Digest mit falschem Passwort</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in by Digest and refuses the one it gets: it asks again, without calling it too old.</source>
        <translation>Der Proxy verlangt eine Anmeldung nach Digest und lehnt die erhaltene ab: Er fragt noch einmal, ohne sie veraltet zu nennen.</translation>
    </message>
    <message>
        <source>A one-time value that was too old</source>
        <translation>Ein Einmalwert, der zu alt war</translation>
    </message>
    <message>
        <source>The proxy says that the sign-in came too late and gives a new one-time value. A good program answers again and gets through.</source>
        <translation>Der Proxy sagt, dass die Anmeldung zu spät kam, und gibt einen neuen Einmalwert (Nonce). Ein gutes Programm antwortet noch einmal und kommt durch.</translation>
    </message>
    <message>
        <source>One-time values that are always too old</source>
        <translation>Einmalwerte, die immer zu alt sind</translation>
    </message>
    <message>
        <source>The proxy calls every sign-in too old, also the one that was just renewed. The password is right, and nobody gets through.</source>
        <translation>Der Proxy nennt jede Anmeldung veraltet, auch die gerade erneuerte. Das Passwort stimmt, und niemand kommt durch.</translation>
    </message>
    <message>
        <source>Digest with a newer algorithm</source>
        <translation>Digest mit einem neueren Algorithmus</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in by Digest with SHA-256, which many programs do not know. Here it works.</source>
        <translation>Der Proxy verlangt eine Anmeldung nach Digest mit SHA-256, das viele Programme nicht kennen. Hier klappt es.</translation>
    </message>
    <message>
        <source>A rare form of Digest</source>
        <translation>Eine seltene Form von Digest</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in that also protects what is sent. Few programs can do that. Here it works.</source>
        <translation>Der Proxy verlangt eine Anmeldung, die auch den gesendeten Inhalt schützt. Wenige Programme können das. Hier klappt es.</translation>
    </message>
    <message>
        <source>Digest with an unknown algorithm</source>
        <translation>Digest mit unbekanntem Algorithmus</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in by Digest with an algorithm that no common program knows, so nothing can be sent.</source>
        <translation>Der Proxy verlangt eine Anmeldung nach Digest mit einem Algorithmus, den kein verbreitetes Programm kennt. Deshalb kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>One of the proxy&apos;s addresses is dead</source>
        <translation>Eine der Adressen des Proxys ist tot</translation>
    </message>
    <message>
        <source>The proxy&apos;s name stands for two addresses, and nobody listens on one of them. Here it works, elsewhere it fails now and then.</source>
        <translation>Der Name des Proxys steht für zwei Adressen, und auf einer hört niemand. Hier geht es, anderswo schlägt es ab und zu fehl.</translation>
    </message>
    <message>
        <source>Two addresses that do the same</source>
        <translation>Zwei Adressen, die dasselbe tun</translation>
    </message>
    <message>
        <source>The proxy&apos;s name stands for two addresses. Both work, so there is nothing to tell.</source>
        <translation>Der Name des Proxys steht für zwei Adressen. Beide funktionieren, es gibt also nichts zu melden.</translation>
    </message>
    <message>
        <source>Two addresses that answer differently</source>
        <translation>Zwei Adressen, die verschieden antworten</translation>
    </message>
    <message>
        <source>The proxy&apos;s name stands for two addresses. One of them has a fault, the other one would ask for the sign-in.</source>
        <translation>Der Name des Proxys steht für zwei Adressen. Eine davon ist gestört, die andere würde nach der Anmeldung fragen.</translation>
    </message>
    <message>
        <source>The proxy asks and then stops listening</source>
        <translation>Der Proxy fragt und hört dann nicht mehr zu</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in and then does not read on on the same connection. On a new one the same sign-in passes, but few programs try that.</source>
        <translation>Der Proxy verlangt eine Anmeldung und liest dann auf derselben Verbindung nicht weiter. Auf einer neuen geht dieselbe Anmeldung durch, aber wenige Programme versuchen das.</translation>
    </message>
    <message>
        <source>No answer to the sign-in</source>
        <translation>Keine Antwort auf die Anmeldung</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in and never answers the one it gets, on no connection. Whether it was right stays unknown.</source>
        <translation>Der Proxy verlangt eine Anmeldung und beantwortet sie auf keiner Verbindung. Ob sie richtig war, bleibt unbekannt.</translation>
    </message>
    <message>
        <source>A guest network in between</source>
        <translation>Ein Gastnetz dazwischen</translation>
    </message>
    <message>
        <source>The network of a hotel answers everything with its login page, also what was meant for the proxy.</source>
        <translation>Das Netz eines Hotels beantwortet alles mit seiner Anmeldeseite, auch was für den Proxy bestimmt war.</translation>
    </message>
    <message>
        <source>A proxy that wants a browser</source>
        <translation>Ein Proxy, der einen Browser will</translation>
    </message>
    <message>
        <source>The proxy sends everybody to a page where people sign in, which only a browser can use.</source>
        <translation>Der Proxy schickt jeden auf eine Seite zum Anmelden, die nur ein Browser benutzen kann.</translation>
    </message>
    <message>
        <source>A second proxy behind the first</source>
        <translation>Ein zweiter Proxy hinter dem ersten</translation>
    </message>
    <message>
        <source>The proxy accepts the sign-in. Then another proxy behind it asks for one of its own, which looks like a refusal.</source>
        <translation>Der Proxy nimmt die Anmeldung an. Dann verlangt ein anderer Proxy dahinter eine eigene, was wie eine Ablehnung aussieht.</translation>
    </message>
    <message>
        <source>A site that asks as a proxy would</source>
        <translation>Eine Website, die wie ein Proxy fragt</translation>
    </message>
    <message>
        <source>The proxy does its work. One of the sites answers 407, which only a proxy may.</source>
        <translation>Der Proxy tut seine Arbeit. Eine der Websites antwortet mit 407, was nur ein Proxy darf.</translation>
    </message>
    <message>
        <source>A server that answers everything with a page</source>
        <translation>Ein Server, der alles mit einer Seite beantwortet</translation>
    </message>
    <message>
        <source>The address belongs to a web server that takes even the request for an encrypted connection for one for its page.</source>
        <translation>Die Adresse gehört zu einem Webserver, der selbst die Bitte um eine verschlüsselte Verbindung für eine Frage nach seiner Seite hält.</translation>
    </message>
    <message>
        <source>A web server that could pass for a proxy</source>
        <translation>Ein Webserver, der für einen Proxy durchgehen könnte</translation>
    </message>
    <message>
        <source>The address belongs to a web server that answers every plain request with its own page. Only a request for an encrypted connection shows that it is no proxy.</source>
        <translation>Die Adresse gehört zu einem Webserver, der jede einfache Anfrage mit seiner eigenen Seite beantwortet. Nur die Bitte um eine verschlüsselte Verbindung zeigt, dass er kein Proxy ist.</translation>
    </message>
    <message>
        <source>The sign-in by NTLM works</source>
        <translation>Die Anmeldung mit NTLM funktioniert</translation>
    </message>
    <message>
        <source>The proxy asks for a Windows sign-in (NTLM), and the three messages of it pass on one connection.</source>
        <translation>Der Proxy verlangt eine Windows-Anmeldung (NTLM), und ihre drei Nachrichten gehen über eine Verbindung.</translation>
    </message>
    <message>
        <source>Wrong password, by NTLM</source>
        <translation>Falsches Passwort bei NTLM</translation>
    </message>
    <message>
        <source>The proxy asks for a Windows sign-in (NTLM) and refuses the password. All else about the sign-in is in order.</source>
        <translation>Der Proxy verlangt eine Windows-Anmeldung (NTLM) und lehnt das Passwort ab. Sonst ist an der Anmeldung alles in Ordnung.</translation>
    </message>
    <message>
        <source>The domain of another company</source>
        <translation>Die Domäne einer anderen Firma</translation>
    </message>
    <message>
        <source>The user name was typed with a domain that is not the one the proxy works with.</source>
        <translation>Der Benutzername wurde mit einer Domäne eingegeben, die nicht die des Proxys ist.</translation>
    </message>
    <message>
        <source>The connection is cut in the middle of the sign-in</source>
        <translation>Die Verbindung wird mitten in der Anmeldung getrennt</translation>
    </message>
    <message>
        <source>The proxy closes the connection after the second message of the sign-in. The third can then never count, whatever the password.</source>
        <translation>Der Proxy schließt die Verbindung nach der zweiten Nachricht der Anmeldung. Die dritte kann dann nie gelten, gleich mit welchem Passwort.</translation>
    </message>
    <message>
        <source>The proxy does not begin the sign-in</source>
        <translation>Der Proxy beginnt die Anmeldung nicht</translation>
    </message>
    <message>
        <source>The first message of the sign-in, which holds no password, is answered with the same question as before.</source>
        <translation>Die erste Nachricht der Anmeldung, die kein Passwort enthält, wird mit derselben Frage beantwortet wie zuvor.</translation>
    </message>
    <message>
        <source>A balancer mixes up two proxies</source>
        <translation>Ein Lastverteiler bringt zwei Proxys durcheinander</translation>
    </message>
    <message>
        <source>Behind one name are two proxies. Each message of the sign-in reaches another one, and neither knows what the other said.</source>
        <translation>Hinter einem Namen stehen zwei Proxys. Jede Nachricht der Anmeldung erreicht einen anderen, und keiner weiß, was der andere sagte.</translation>
    </message>
    <message>
        <source>A token under the wrong name</source>
        <translation>Ein Token unter falschem Namen</translation>
    </message>
    <message>
        <source>The proxy says NTLM, but what it sends is a message of another method.</source>
        <translation>Der Proxy sagt NTLM, sendet aber eine Nachricht eines anderen Verfahrens.</translation>
    </message>
    <message>
        <source>The proxy&apos;s NTLM message is broken</source>
        <translation>Die NTLM-Nachricht des Proxys ist kaputt</translation>
    </message>
    <message>
        <source>The second message of the sign-in points beyond its own end. Some programs crash on that or give memory away.</source>
        <translation>Die zweite Nachricht der Anmeldung zeigt über ihr eigenes Ende hinaus. Manche Programme stürzen daran ab oder geben Speicher preis.</translation>
    </message>
    <message>
        <source>Only the old version of NTLM</source>
        <translation>Nur die alte Version von NTLM</translation>
    </message>
    <message>
        <source>The proxy knows only version 1 of NTLM, which current programs refuse.</source>
        <translation>Der Proxy kennt nur Version 1 von NTLM, die heutige Programme verweigern.</translation>
    </message>
    <message>
        <source>The sign-in by ticket works</source>
        <translation>Die Anmeldung mit Ticket funktioniert</translation>
    </message>
    <message>
        <source>The proxy wants the ticket that this computer got when somebody logged in to the domain. It is there, and the proxy takes it.</source>
        <translation>Der Proxy will das Ticket, das dieser Computer bekam, als sich jemand an der Domäne anmeldete. Es ist da, und der Proxy nimmt es an.</translation>
    </message>
    <message>
        <source>No ticket on this computer</source>
        <translation>Kein Ticket auf diesem Computer</translation>
    </message>
    <message>
        <source>The proxy accepts only the ticket of the company&apos;s domain, and nobody has logged in to the domain here.</source>
        <translation>Der Proxy nimmt nur das Ticket der Firmendomäne an, und niemand hat sich hier an der Domäne angemeldet.</translation>
    </message>
    <message>
        <source>No ticket, but a password will do</source>
        <translation>Kein Ticket, aber ein Passwort genügt</translation>
    </message>
    <message>
        <source>The proxy would like a ticket and also takes a password. There is no ticket, so the password is used.</source>
        <translation>Der Proxy hätte gern ein Ticket und nimmt auch ein Passwort. Es gibt kein Ticket, also wird das Passwort benutzt.</translation>
    </message>
    <message>
        <source>The ticket has ended</source>
        <translation>Das Ticket ist abgelaufen</translation>
    </message>
    <message>
        <source>The ticket of this computer was not renewed in time. It is of no use any more.</source>
        <translation>Das Ticket dieses Computers wurde nicht rechtzeitig erneuert. Es nützt nichts mehr.</translation>
    </message>
    <message>
        <source>The proxy is given as a number</source>
        <translation>Der Proxy ist als Zahl angegeben</translation>
    </message>
    <message>
        <source>A ticket is issued for a name. Somebody has entered the proxy&apos;s numeric address instead.</source>
        <translation>Ein Ticket wird für einen Namen ausgestellt. Jemand hat stattdessen die Zahlenadresse des Proxys eingetragen.</translation>
    </message>
    <message>
        <source>The domain does not know the proxy</source>
        <translation>Die Domäne kennt den Proxy nicht</translation>
    </message>
    <message>
        <source>The ticket is asked for under a name of the proxy that was never registered, such as an alias.</source>
        <translation>Das Ticket wird unter einem Namen des Proxys angefordert, der nie eingetragen wurde, etwa einem Alias.</translation>
    </message>
    <message>
        <source>The domain does not answer</source>
        <translation>Die Domäne antwortet nicht</translation>
    </message>
    <message>
        <source>The ticket has to be fetched from the domain first, and its server cannot be reached, as from home without the VPN.</source>
        <translation>Das Ticket muss erst bei der Domäne geholt werden, und ihr Server ist nicht erreichbar, etwa von zu Hause ohne VPN.</translation>
    </message>
    <message>
        <source>The clock is wrong</source>
        <translation>Die Uhr geht falsch</translation>
    </message>
    <message>
        <source>The clocks of this computer and of the domain&apos;s server differ by more than 5 minutes, so no ticket is issued.</source>
        <translation>Die Uhren dieses Computers und des Domänenservers weichen um mehr als 5 Minuten voneinander ab; deshalb wird kein Ticket ausgestellt.</translation>
    </message>
    <message>
        <source>The proxy cannot read the ticket</source>
        <translation>Der Proxy kann das Ticket nicht lesen</translation>
    </message>
    <message>
        <source>The ticket is right, but made for a newer key than the one that the proxy has in its key file.</source>
        <translation>Das Ticket ist richtig, aber für einen neueren Schlüssel gemacht als den, den der Proxy in seiner Schlüsseldatei hat.</translation>
    </message>
    <message>
        <source>The proxy complains about the clock</source>
        <translation>Der Proxy beklagt sich über die Uhr</translation>
    </message>
    <message>
        <source>The proxy gets the ticket and says in its answer, in a form that only programs read, that the clocks differ.</source>
        <translation>Der Proxy bekommt das Ticket und sagt in seiner Antwort, in einer Form, die nur Programme lesen, dass die Uhren verschieden gehen.</translation>
    </message>
    <message>
        <source>The domain refuses the password</source>
        <translation>Die Domäne lehnt das Passwort ab</translation>
    </message>
    <message>
        <source>There is no ticket yet, so one is asked for with the password. It is refused by the domain&apos;s server; the proxy never hears of it.</source>
        <translation>Es gibt noch kein Ticket, also wird mit dem Passwort eines angefordert. Der Server der Domäne lehnt ab; der Proxy erfährt nichts davon.</translation>
    </message>
    <message>
        <source>A SOCKS proxy without a sign-in</source>
        <translation>Ein SOCKS-Proxy ohne Anmeldung</translation>
    </message>
    <message>
        <source>A SOCKS proxy passes connections on as they are. This one asks nobody who they are, and both sites answer.</source>
        <translation>Ein SOCKS-Proxy leitet Verbindungen weiter, wie sie sind. Dieser fragt niemanden, wer er ist, und beide Websites antworten.</translation>
    </message>
    <message>
        <source>A SOCKS proxy with a sign-in</source>
        <translation>Ein SOCKS-Proxy mit Anmeldung</translation>
    </message>
    <message>
        <source>The SOCKS proxy asks for a user name and a password. They are right and both sites answer.</source>
        <translation>Der SOCKS-Proxy verlangt Benutzername und Passwort. Sie sind richtig, und beide Websites antworten.</translation>
    </message>
    <message>
        <source>A SOCKS proxy refuses the password</source>
        <translation>Ein SOCKS-Proxy lehnt das Passwort ab</translation>
    </message>
    <message>
        <source>The SOCKS proxy asks for a user name and a password, and refuses the password with one byte.</source>
        <translation>Der SOCKS-Proxy verlangt Benutzername und Passwort und lehnt das Passwort mit einem Byte ab.</translation>
    </message>
    <message>
        <source>A SOCKS proxy asks, and nothing was typed</source>
        <translation>Ein SOCKS-Proxy fragt, und nichts wurde eingegeben</translation>
    </message>
    <message>
        <source>The SOCKS proxy asks for a user name and a password, but nothing was typed to answer with.</source>
        <translation>Der SOCKS-Proxy verlangt Benutzername und Passwort, aber es wurde nichts eingegeben, um zu antworten.</translation>
    </message>
    <message>
        <source>A SOCKS proxy that wants a ticket</source>
        <translation>Ein SOCKS-Proxy, der ein Ticket will</translation>
    </message>
    <message>
        <source>The SOCKS proxy accepts the sign-in with a Kerberos ticket (GSSAPI) only, which hardly any program can do.</source>
        <translation>Der SOCKS-Proxy nimmt nur die Anmeldung mit einem Kerberos-Ticket (GSSAPI) an, was kaum ein Programm kann.</translation>
    </message>
    <message>
        <source>A SOCKS proxy forbids the site</source>
        <translation>Ein SOCKS-Proxy verbietet die Website</translation>
    </message>
    <message>
        <source>The SOCKS proxy accepts the sign-in, and then says that its rules do not allow the connection.</source>
        <translation>Der SOCKS-Proxy nimmt die Anmeldung an und sagt dann, dass seine Regeln die Verbindung nicht erlauben.</translation>
    </message>
    <message>
        <source>A SOCKS proxy cannot reach the site</source>
        <translation>Ein SOCKS-Proxy erreicht die Website nicht</translation>
    </message>
    <message>
        <source>The SOCKS proxy says that it cannot reach the host of the site.</source>
        <translation>Der SOCKS-Proxy sagt, dass er den Rechner der Website nicht erreicht.</translation>
    </message>
    <message>
        <source>A SOCKS proxy is taken for an HTTP proxy</source>
        <translation>Ein SOCKS-Proxy wird für einen HTTP-Proxy gehalten</translation>
    </message>
    <message>
        <source>The settings say HTTP proxy, and the port belongs to a SOCKS proxy, which closes the connection without a word.</source>
        <translation>Die Einstellungen sagen HTTP-Proxy, und der Port gehört zu einem SOCKS-Proxy, der die Verbindung wortlos schließt.</translation>
    </message>
    <message>
        <source>An HTTP proxy is taken for a SOCKS proxy</source>
        <translation>Ein HTTP-Proxy wird für einen SOCKS-Proxy gehalten</translation>
    </message>
    <message>
        <source>The settings say SOCKS proxy, and the port belongs to an HTTP proxy, which waits for a line that never comes.</source>
        <translation>Die Einstellungen sagen SOCKS-Proxy, und der Port gehört zu einem HTTP-Proxy, der auf eine Zeile wartet, die nie kommt.</translation>
    </message>
    <message>
        <source>A SOCKS 4a proxy</source>
        <translation>Ein SOCKS-4a-Proxy</translation>
    </message>
    <message>
        <source>The older version of SOCKS knows no passwords. The proxy finds the site by its name, and both sites answer.</source>
        <translation>Die ältere Version von SOCKS kennt keine Passwörter. Der Proxy findet die Website nach ihrem Namen, und beide Websites antworten.</translation>
    </message>
    <message>
        <source>A SOCKS 4a proxy refuses</source>
        <translation>Ein SOCKS-4a-Proxy lehnt ab</translation>
    </message>
    <message>
        <source>The older version of SOCKS says no more than that the request was rejected or failed.</source>
        <translation>Die ältere Version von SOCKS sagt nicht mehr, als dass die Anfrage abgelehnt wurde oder fehlschlug.</translation>
    </message>
    <message>
        <source>Not a SOCKS proxy, but an SSH server</source>
        <translation>Kein SOCKS-Proxy, sondern ein SSH-Server</translation>
    </message>
    <message>
        <source>The settings say SOCKS proxy, and an SSH server greets on this port.</source>
        <translation>Die Einstellungen sagen SOCKS-Proxy, und auf diesem Port meldet sich ein SSH-Server.</translation>
    </message>
    <message>
        <source>Settings that agree</source>
        <translation>Einstellungen, die übereinstimmen</translation>
    </message>
    <message>
        <source>Variables and git name the same proxy, in both cases of letters, and the exceptions are for other computers. There is nothing to find.</source>
        <translation>Variablen und git nennen denselben Proxy, in beiden Schreibweisen, und die Ausnahmen gelten anderen Computern. Es gibt nichts zu finden.</translation>
    </message>
    <message>
        <source>Two proxies in the settings</source>
        <translation>Zwei Proxys in den Einstellungen</translation>
    </message>
    <message>
        <source>The variables name one proxy, and git is told another.</source>
        <translation>Die Variablen nennen einen Proxy, und git ist ein anderer angegeben.</translation>
    </message>
    <message>
        <source>Only git knows the proxy</source>
        <translation>Nur git kennt den Proxy</translation>
    </message>
    <message>
        <source>git is told the proxy. The variables that most other programs read are not set.</source>
        <translation>git ist der Proxy angegeben. Die Variablen, die die meisten anderen Programme lesen, sind nicht gesetzt.</translation>
    </message>
    <message>
        <source>An exception sends the site past the proxy</source>
        <translation>Eine Ausnahme schickt die Website am Proxy vorbei</translation>
    </message>
    <message>
        <source>The proxy is set, but the list of exceptions holds the domain of the site.</source>
        <translation>Der Proxy ist eingestellt, aber die Liste der Ausnahmen enthält die Domäne der Website.</translation>
    </message>
    <message>
        <source>The proxy in capital letters</source>
        <translation>Der Proxy in Großbuchstaben</translation>
    </message>
    <message>
        <source>Only HTTP_PROXY is set. curl and other programs read http_proxy.</source>
        <translation>Nur HTTP_PROXY ist gesetzt. curl und andere Programme lesen http_proxy.</translation>
    </message>
    <message>
        <source>A PAC file that works</source>
        <translation>Eine PAC-Datei, die funktioniert</translation>
    </message>
    <message>
        <source>No address is typed. The desktop gives the address of a file, and the file names the proxy.</source>
        <translation>Es ist keine Adresse eingegeben. Der Desktop nennt die Adresse einer Datei, und die Datei nennt den Proxy.</translation>
    </message>
    <message>
        <source>The PAC file is gone</source>
        <translation>Die PAC-Datei ist weg</translation>
    </message>
    <message>
        <source>The desktop gives the address of a file that names the proxy, and there is no such file.</source>
        <translation>Der Desktop nennt die Adresse einer Datei, die den Proxy nennt, und diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>A PAC file with an error</source>
        <translation>Eine PAC-Datei mit einem Fehler</translation>
    </message>
    <message>
        <source>The file that should name the proxy calls a function that does not exist.</source>
        <translation>Die Datei, die den Proxy nennen soll, ruft eine Funktion auf, die es nicht gibt.</translation>
    </message>
    <message>
        <source>A PAC file that never ends</source>
        <translation>Eine PAC-Datei, die nie endet</translation>
    </message>
    <message>
        <source>The file that should name the proxy never comes to an end, and is stopped.</source>
        <translation>Die Datei, die den Proxy nennen soll, kommt nie zum Ende und wird gestoppt.</translation>
    </message>
    <message>
        <source>The PAC file names another proxy</source>
        <translation>Die PAC-Datei nennt einen anderen Proxy</translation>
    </message>
    <message>
        <source>One proxy is tested, and the file that the desktop uses names another.</source>
        <translation>Ein Proxy wird getestet, und die Datei, die der Desktop benutzt, nennt einen anderen.</translation>
    </message>
    <message>
        <source>The user name without its domain</source>
        <translation>Der Benutzername ohne seine Domäne</translation>
    </message>
    <message>
        <source>The account is typed with a domain in front, and the proxy knows the user name alone. A second attempt finds that out.</source>
        <translation>Das Konto ist mit einer Domäne davor eingegeben, und der Proxy kennt den Benutzernamen allein. Ein zweiter Versuch findet das heraus.</translation>
    </message>
    <message>
        <source>The user name with its Windows domain</source>
        <translation>Der Benutzername mit seiner Windows-Domäne</translation>
    </message>
    <message>
        <source>The account is typed like a mail address, and the proxy knows it as DOMAIN\user only. A third attempt finds that out.</source>
        <translation>Das Konto ist wie eine E-Mail-Adresse eingegeben, und der Proxy kennt es nur als DOMAIN\user. Ein dritter Versuch findet das heraus.</translation>
    </message>
    <message>
        <source>The user name with its domain behind it</source>
        <translation>Der Benutzername mit seiner Domäne dahinter</translation>
    </message>
    <message>
        <source>The account is typed alone, and the proxy knows it with the domain that it names itself. A second attempt finds that out.</source>
        <translation>Das Konto ist allein eingegeben, und der Proxy kennt es mit der Domäne, die er selbst nennt. Ein zweiter Versuch findet das heraus.</translation>
    </message>
    <message>
        <source>Wrong password, whatever the form of the user name</source>
        <translation>Falsches Passwort, gleich in welcher Form des Benutzernamens</translation>
    </message>
    <message>
        <source>The proxy refuses every form of the user name, because the password itself is wrong.</source>
        <translation>Der Proxy lehnt jede Form des Benutzernamens ab, weil das Passwort selbst falsch ist.</translation>
    </message>
    <message>
        <source>An umlaut that the proxy reads in its own way</source>
        <translation>Ein Umlaut, den der Proxy auf seine Weise liest</translation>
    </message>
    <message>
        <source>The password has an umlaut. The proxy wants it in an older encoding than programs send, which a second attempt finds out.</source>
        <translation>Das Passwort hat einen Umlaut. Der Proxy will ihn in einer älteren Codierung, als Programme sie senden; ein zweiter Versuch findet das heraus.</translation>
    </message>
    <message>
        <source>An umlaut, and only one attempt</source>
        <translation>Ein Umlaut und nur ein Versuch</translation>
    </message>
    <message>
        <source>The password has an umlaut and is refused. Only a second attempt could tell whether the encoding is the reason.</source>
        <translation>Das Passwort hat einen Umlaut und wird abgelehnt. Nur ein zweiter Versuch könnte zeigen, ob die Codierung der Grund ist.</translation>
    </message>
    <message>
        <source>An umlaut in a wrong password</source>
        <translation>Ein Umlaut in einem falschen Passwort</translation>
    </message>
    <message>
        <source>The password has an umlaut, and it is refused in both encodings, because it is wrong.</source>
        <translation>Das Passwort hat einen Umlaut und wird in beiden Codierungen abgelehnt, weil es falsch ist.</translation>
    </message>
    <message>
        <source>A space behind the password, and a second attempt</source>
        <translation>Ein Leerzeichen hinter dem Passwort und ein zweiter Versuch</translation>
    </message>
    <message>
        <source>The password was copied with a space at its end. Without the space the second attempt passes, which proves it.</source>
        <translation>Das Passwort wurde mit einem Leerzeichen am Ende kopiert. Ohne das Leerzeichen geht der zweite Versuch durch, was es beweist.</translation>
    </message>
    <message>
        <source>A space behind a wrong password</source>
        <translation>Ein Leerzeichen hinter einem falschen Passwort</translation>
    </message>
    <message>
        <source>The password has a space at its end, but without the space it is wrong as well.</source>
        <translation>Das Passwort hat ein Leerzeichen am Ende, aber ohne das Leerzeichen ist es ebenfalls falsch.</translation>
    </message>
    <message>
        <source>Percent codes in the password</source>
        <translation>Prozentcodes im Passwort</translation>
    </message>
    <message>
        <source>The password was copied out of an address, with codes in place of its hyphens. With the real characters the second attempt passes.</source>
        <translation>Das Passwort wurde aus einer Adresse kopiert, mit Codes anstelle seiner Bindestriche. Mit den wirklichen Zeichen geht der zweite Versuch durch.</translation>
    </message>
    <message>
        <source>A Digest hash as in a misprinted example</source>
        <translation>Ein Digest-Hash wie in einem fehlerhaft gedruckten Beispiel</translation>
    </message>
    <message>
        <source>The proxy computes SHA-512-256 as an example in the standard has it by mistake. The password is right, and no program gets through.</source>
        <translation>Der Proxy berechnet SHA-512-256 so, wie ein Beispiel in der Norm es irrtümlich zeigt. Das Passwort ist richtig, und kein Programm kommt durch.</translation>
    </message>
    <message>
        <source>A wrong password by SHA-512-256</source>
        <translation>Ein falsches Passwort bei SHA-512-256</translation>
    </message>
    <message>
        <source>The proxy computes SHA-512-256 rightly and refuses the password in every reading, because it is wrong.</source>
        <translation>Der Proxy berechnet SHA-512-256 richtig und lehnt das Passwort in jeder Lesart ab, weil es falsch ist.</translation>
    </message>
    <message>
        <source>Digest over the whole address</source>
        <translation>Digest über die ganze Adresse</translation>
    </message>
    <message>
        <source>The proxy wants the whole address signed, where most programs sign the path of a page only.</source>
        <translation>Der Proxy will die ganze Adresse in der Rechnung haben, während die meisten Programme nur den Pfad einer Seite nehmen.</translation>
    </message>
    <message>
        <source>Digest is refused, Basic is offered too</source>
        <translation>Digest wird abgelehnt, Basic ist auch angeboten</translation>
    </message>
    <message>
        <source>The proxy offers two methods and refuses the stronger one. The weaker one would pass, but is never used unless somebody asks for it.</source>
        <translation>Der Proxy bietet zwei Verfahren an und lehnt das stärkere ab. Das schwächere ginge durch, wird aber nie benutzt, wenn niemand darum bittet.</translation>
    </message>
    <message>
        <source>The weaker method, asked for</source>
        <translation>Das schwächere Verfahren, auf Wunsch</translation>
    </message>
    <message>
        <source>The proxy offers two methods and refuses the stronger one. Here the weaker one was asked for, and it passes.</source>
        <translation>Der Proxy bietet zwei Verfahren an und lehnt das stärkere ab. Hier wurde das schwächere verlangt, und es geht durch.</translation>
    </message>
    <message>
        <source>Digest that hides the user name</source>
        <translation>Digest, das den Benutzernamen verbirgt</translation>
    </message>
    <message>
        <source>The proxy takes the user name only in a form that nobody on the way can read. Few programs can do that; this one can.</source>
        <translation>Der Proxy nimmt den Benutzernamen nur in einer Form an, die unterwegs niemand lesen kann. Das können wenige Programme; dieses kann es.</translation>
    </message>
    <message>
        <source>To watch: another node takes over</source>
        <translation>Zum Beobachten: Ein anderer Knoten übernimmt</translation>
    </message>
    <message>
        <source>The sign-in works. Watch this proxy: after a few rounds another machine answers under the same address.</source>
        <translation>Die Anmeldung funktioniert. Beobachten Sie diesen Proxy: Nach einigen Runden antwortet unter derselben Adresse ein anderer Rechner.</translation>
    </message>
    <message>
        <source>To watch: the proxy stops working</source>
        <translation>Zum Beobachten: Der Proxy fällt aus</translation>
    </message>
    <message>
        <source>The sign-in works. Watch this proxy: after a few rounds it answers everything with 503.</source>
        <translation>Die Anmeldung funktioniert. Beobachten Sie diesen Proxy: Nach einigen Runden beantwortet er alles mit 503.</translation>
    </message>
    <message>
        <source>To watch: the password is refused later</source>
        <translation>Zum Beobachten: Das Passwort wird später abgelehnt</translation>
    </message>
    <message>
        <source>The sign-in works. Watch this proxy: after a few rounds it refuses the password, which is then sent no more.</source>
        <translation>Die Anmeldung funktioniert. Beobachten Sie diesen Proxy: Nach einigen Runden lehnt er das Passwort ab, das dann nicht mehr gesendet wird.</translation>
    </message>
    <message>
        <source>A password that was changed</source>
        <translation>Ein geändertes Passwort</translation>
    </message>
    <message>
        <source>The password was accepted in a test twelve days ago and is refused now.</source>
        <translation>Das Passwort wurde vor zwölf Tagen in einem Test angenommen und wird jetzt abgelehnt.</translation>
    </message>
    <message>
        <source>A mistyped password</source>
        <translation>Ein vertipptes Passwort</translation>
    </message>
    <message>
        <source>The password is refused. The one that was accepted in a test twelve days ago was another one, so it is probably mistyped.</source>
        <translation>Das Passwort wird abgelehnt. Vor zwölf Tagen wurde in einem Test ein anderes angenommen, es ist also wahrscheinlich vertippt.</translation>
    </message>
    <message>
        <source>A password that never worked</source>
        <translation>Ein Passwort, das nie funktioniert hat</translation>
    </message>
    <message>
        <source>The password is refused. In the tests so far the proxy accepted it for another user only.</source>
        <translation>Das Passwort wird abgelehnt. In den Tests bisher hat der Proxy es nur für einen anderen Benutzer angenommen.</translation>
    </message>
    <message>
        <source>An old password in a variable</source>
        <translation>Ein altes Passwort in einer Variablen</translation>
    </message>
    <message>
        <source>The password in http_proxy is refused. Another one was accepted three days ago, so this copy was not brought up to date.</source>
        <translation>Das Passwort in http_proxy wird abgelehnt. Vor drei Tagen wurde ein anderes angenommen; diese Kopie wurde nicht aktualisiert.</translation>
    </message>
    <message>
        <source>An old password left with git</source>
        <translation>Ein altes Passwort, das git noch hat</translation>
    </message>
    <message>
        <source>The password is right, and git still has the one from before.</source>
        <translation>Das Passwort ist richtig, und git hat noch das frühere.</translation>
    </message>
    <message>
        <source>The same password everywhere</source>
        <translation>Überall dasselbe Passwort</translation>
    </message>
    <message>
        <source>The variables and git have the password that the proxy accepts.</source>
        <translation>Die Variablen und git haben das Passwort, das der Proxy annimmt.</translation>
    </message>
    <message>
        <source>A changed password in a variable</source>
        <translation>Ein geändertes Passwort in einer Variablen</translation>
    </message>
    <message>
        <source>The password in http_proxy is the one that was accepted last of all. It was changed since, and no newer one is known.</source>
        <translation>Das Passwort in http_proxy ist das zuletzt angenommene. Es wurde seitdem geändert, und ein neueres ist nicht bekannt.</translation>
    </message>
    <message>
        <source>An @ in the password of an address</source>
        <translation>Ein @ im Passwort einer Adresse</translation>
    </message>
    <message>
        <source>The address was pasted with a password that has an @ in it as it stands. This program understands what was meant; most others split the address in the wrong place.</source>
        <translation>Die Adresse wurde mit einem Passwort eingefügt, in dem ein @ unverändert steht. Dieses Programm versteht, was gemeint war; die meisten anderen teilen die Adresse an der falschen Stelle.</translation>
    </message>
    <message>
        <source>The same password, written as a code</source>
        <translation>Dasselbe Passwort, als Code geschrieben</translation>
    </message>
    <message>
        <source>The @ in the password is written as %40, as it must be in an address. Everything works.</source>
        <translation>Das @ im Passwort ist als %40 geschrieben, wie es in einer Adresse sein muss. Alles funktioniert.</translation>
    </message>
    <message>
        <source>A percent sign in an address</source>
        <translation>Ein Prozentzeichen in einer Adresse</translation>
    </message>
    <message>
        <source>The password in the pasted address has a percent sign that is no code. Some programs give up before they send anything.</source>
        <translation>Das Passwort in der eingefügten Adresse enthält ein Prozentzeichen, das kein Code ist. Manche Programme geben auf, bevor sie etwas senden.</translation>
    </message>
    <message>
        <source>An address without a name</source>
        <translation>Eine Adresse ohne Namen</translation>
    </message>
    <message>
        <source>Only a port was pasted; there is no proxy to be found in it.</source>
        <translation>Es wurde nur ein Port eingefügt; ein Proxy ist darin nicht zu finden.</translation>
    </message>
    <message>
        <source>Invisible characters around an address</source>
        <translation>Unsichtbare Zeichen um eine Adresse</translation>
    </message>
    <message>
        <source>The address was copied with characters that nobody sees. This program leaves them out; others do not.</source>
        <translation>Die Adresse wurde mit Zeichen kopiert, die niemand sieht. Dieses Programm lässt sie weg; andere tun das nicht.</translation>
    </message>
    <message>
        <source>A colon in the user name</source>
        <translation>Ein Doppelpunkt im Benutzernamen</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in by Basic, in which a user name cannot have a colon.</source>
        <translation>Der Proxy verlangt eine Anmeldung mit Basic, bei der ein Benutzername keinen Doppelpunkt enthalten kann.</translation>
    </message>
    <message>
        <source>A user name without a password</source>
        <translation>Ein Benutzername ohne Passwort</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, and only a user name was typed.</source>
        <translation>Der Proxy verlangt eine Anmeldung, und es wurde nur ein Benutzername eingegeben.</translation>
    </message>
    <message>
        <source>A password without a user name</source>
        <translation>Ein Passwort ohne Benutzernamen</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in, and only a password was typed.</source>
        <translation>Der Proxy verlangt eine Anmeldung, und es wurde nur ein Passwort eingegeben.</translation>
    </message>
    <message>
        <source>The keychain stays locked</source>
        <translation>Der Schlüsselbund bleibt gesperrt</translation>
    </message>
    <message>
        <source>The password is kept in the keychain, which does not give it, and the proxy asks for a sign-in.</source>
        <translation>Das Passwort liegt im Schlüsselbund, der es nicht herausgibt, und der Proxy verlangt eine Anmeldung.</translation>
    </message>
    <message>
        <source>The keychain is closed, but nobody asks</source>
        <translation>Der Schlüsselbund ist verschlossen, aber niemand fragt</translation>
    </message>
    <message>
        <source>The keychain does not give the password. The proxy asks for no sign-in, so everything works all the same.</source>
        <translation>Der Schlüsselbund gibt das Passwort nicht heraus. Der Proxy verlangt keine Anmeldung, also funktioniert trotzdem alles.</translation>
    </message>
    <message>
        <source>A name that does not exist</source>
        <translation>Ein Name, den es nicht gibt</translation>
    </message>
    <message>
        <source>The proxy&apos;s name has a letter wrong, and no address is known for it.</source>
        <translation>Im Namen des Proxys ist ein Buchstabe falsch, und es ist keine Adresse zu ihm bekannt.</translation>
    </message>
    <message>
        <source>The name service does not answer</source>
        <translation>Der Namensdienst antwortet nicht</translation>
    </message>
    <message>
        <source>Nobody tells this computer what address the proxy&apos;s name stands for.</source>
        <translation>Niemand sagt diesem Rechner, für welche Adresse der Name des Proxys steht.</translation>
    </message>
    <message>
        <source>No network at all</source>
        <translation>Gar kein Netz</translation>
    </message>
    <message>
        <source>This computer is not connected to any network.</source>
        <translation>Dieser Rechner ist mit keinem Netz verbunden.</translation>
    </message>
    <message>
        <source>Nothing listens on the port</source>
        <translation>Auf dem Port nimmt niemand an</translation>
    </message>
    <message>
        <source>The computer is there, but no proxy takes connections on this port.</source>
        <translation>Der Rechner ist da, aber kein Proxy nimmt auf diesem Port Verbindungen an.</translation>
    </message>
    <message>
        <source>A helper that does not run</source>
        <translation>Ein Hilfsprogramm, das nicht läuft</translation>
    </message>
    <message>
        <source>The settings name this computer itself as the proxy, and the program that should answer there is not running.</source>
        <translation>Die Einstellungen nennen diesen Rechner selbst als Proxy, und das Programm, das dort antworten sollte, läuft nicht.</translation>
    </message>
    <message>
        <source>No answer to the connection</source>
        <translation>Keine Antwort auf die Verbindung</translation>
    </message>
    <message>
        <source>The proxy&apos;s port answers nothing at all, as behind a firewall.</source>
        <translation>Der Port des Proxys antwortet überhaupt nicht, wie hinter einer Firewall.</translation>
    </message>
    <message>
        <source>No way to the proxy</source>
        <translation>Kein Weg zum Proxy</translation>
    </message>
    <message>
        <source>The system knows no way to the proxy&apos;s address.</source>
        <translation>Das System kennt keinen Weg zur Adresse des Proxys.</translation>
    </message>
    <message>
        <source>A sign-in in the wrong place</source>
        <translation>Eine Anmeldung an der falschen Stelle</translation>
    </message>
    <message>
        <source>A recording of another program: it gave its sign-in in the field for websites, where the proxy does not look.</source>
        <translation>Die Aufzeichnung eines anderen Programms: Es gab seine Anmeldung im Feld für Websites an, in das der Proxy nicht schaut.</translation>
    </message>
    <message>
        <source>A program that sends no sign-in</source>
        <translation>Ein Programm, das keine Anmeldung sendet</translation>
    </message>
    <message>
        <source>A recording of another program: the proxy asks, and the program gave nothing.</source>
        <translation>Die Aufzeichnung eines anderen Programms: Der Proxy fragt, und das Programm gab nichts an.</translation>
    </message>
    <message>
        <source>A Digest answer for another page</source>
        <translation>Eine Digest-Antwort für eine andere Seite</translation>
    </message>
    <message>
        <source>A recording of another program: its answer was made for another address than the one it asks for.</source>
        <translation>Die Aufzeichnung eines anderen Programms: Seine Antwort gilt für eine andere Adresse als die, die es anfragt.</translation>
    </message>
    <message>
        <source>A Digest answer that was refused</source>
        <translation>Eine abgelehnte Digest-Antwort</translation>
    </message>
    <message>
        <source>A recording of another program: its answer fits the question, and the proxy refused it.</source>
        <translation>Die Aufzeichnung eines anderen Programms: Seine Antwort passt zur Frage, und der Proxy lehnte sie ab.</translation>
    </message>
    <message>
        <source>Only half of a conversation</source>
        <translation>Nur ein halbes Gespräch</translation>
    </message>
    <message>
        <source>A recording that holds the proxy&apos;s answer without the request: too little to name a cause.</source>
        <translation>Eine Aufzeichnung, die nur die Antwort des Proxys ohne die Anfrage enthält: zu wenig, um eine Ursache zu nennen.</translation>
    </message>
    <message>
        <source>A recorded sign-in that was refused</source>
        <translation>Eine aufgezeichnete, abgelehnte Anmeldung</translation>
    </message>
    <message>
        <source>A recording of another program: its sign-in went in clear and was refused.</source>
        <translation>Die Aufzeichnung eines anderen Programms: Seine Anmeldung ging im Klartext und wurde abgelehnt.</translation>
    </message>
    <message>
        <source>A password that everybody on the way can read</source>
        <translation>Ein Passwort, das unterwegs jeder lesen kann</translation>
    </message>
    <message>
        <source>The sign-in works, but the password goes to the proxy without encryption.</source>
        <translation>Die Anmeldung funktioniert, aber das Passwort geht unverschlüsselt zum Proxy.</translation>
    </message>
    <message>
        <source>Two kinds of questions</source>
        <translation>Zweierlei Fragen</translation>
    </message>
    <message>
        <source>For plain pages the proxy asks for Digest, for encrypted ones for Basic. Programs that can only do one of them reach half of the web.</source>
        <translation>Für unverschlüsselte Seiten verlangt der Proxy Digest, für verschlüsselte Basic. Programme, die nur eines davon können, erreichen das halbe Web.</translation>
    </message>
    <message>
        <source>A question for encrypted pages only</source>
        <translation>Eine Frage nur für verschlüsselte Seiten</translation>
    </message>
    <message>
        <source>Plain pages pass without a sign-in; for encrypted ones the proxy asks.</source>
        <translation>Unverschlüsselte Seiten gehen ohne Anmeldung durch; für verschlüsselte fragt der Proxy.</translation>
    </message>
    <message>
        <source>Good for plain pages, refused for encrypted ones</source>
        <translation>Gut für unverschlüsselte Seiten, abgelehnt für verschlüsselte</translation>
    </message>
    <message>
        <source>The same sign-in passes for plain pages and is refused for tunnels.</source>
        <translation>Dieselbe Anmeldung gilt für unverschlüsselte Seiten und wird für Tunnel abgelehnt.</translation>
    </message>
    <message>
        <source>Good for encrypted pages, refused for plain ones</source>
        <translation>Gut für verschlüsselte Seiten, abgelehnt für unverschlüsselte</translation>
    </message>
    <message>
        <source>The same sign-in is refused for plain pages and passes for tunnels.</source>
        <translation>Dieselbe Anmeldung wird für unverschlüsselte Seiten abgelehnt und gilt für Tunnel.</translation>
    </message>
    <message>
        <source>A tunnel that is closed without a question</source>
        <translation>Ein Tunnel, der ohne Frage geschlossen wird</translation>
    </message>
    <message>
        <source>The proxy closes every tunnel without a sign-in and never asks for one. With the sign-in at once it opens.</source>
        <translation>Der Proxy schließt jeden Tunnel ohne Anmeldung und fragt nie danach. Mit der Anmeldung im ersten Anlauf öffnet er ihn.</translation>
    </message>
    <message>
        <source>A tunnel that is always closed</source>
        <translation>Ein Tunnel, der immer geschlossen wird</translation>
    </message>
    <message>
        <source>The proxy closes every tunnel, with a sign-in and without.</source>
        <translation>Der Proxy schließt jeden Tunnel, mit und ohne Anmeldung.</translation>
    </message>
    <message>
        <source>A 407 from inside the tunnel</source>
        <translation>Ein 407 aus dem Tunnel</translation>
    </message>
    <message>
        <source>The proxy let the request pass; the website at the other end answers as if it were a proxy itself.</source>
        <translation>Der Proxy ließ die Anfrage durch; die Website am anderen Ende antwortet, als wäre sie selbst ein Proxy.</translation>
    </message>
    <message>
        <source>A subscription that has run out</source>
        <translation>Ein abgelaufenes Abonnement</translation>
    </message>
    <message>
        <source>The sign-in is right, but the provider wants to be paid.</source>
        <translation>Die Anmeldung stimmt, aber der Anbieter will bezahlt werden.</translation>
    </message>
    <message>
        <source>A limit, worded as a sign-in</source>
        <translation>Eine Grenze, als Anmeldung verkleidet</translation>
    </message>
    <message>
        <source>The provider answers 407 as for a wrong password, and a code beside it says that a limit is reached.</source>
        <translation>Der Anbieter antwortet mit 407 wie bei einem falschen Passwort, und ein Code daneben sagt, dass eine Grenze erreicht ist.</translation>
    </message>
    <message>
        <source>Too many connections at once</source>
        <translation>Zu viele Verbindungen auf einmal</translation>
    </message>
    <message>
        <source>The sign-in is right, and the provider says that more connections are open than the plan allows.</source>
        <translation>Die Anmeldung stimmt, und der Anbieter sagt, dass mehr Verbindungen offen sind, als der Tarif erlaubt.</translation>
    </message>
    <message>
        <source>A proxy that fails itself</source>
        <translation>Ein Proxy, der selbst versagt</translation>
    </message>
    <message>
        <source>The proxy answers every request with an error of its own.</source>
        <translation>Der Proxy beantwortet jede Anfrage mit einem eigenen Fehler.</translation>
    </message>
    <message>
        <source>A proxy that refuses the encryption</source>
        <translation>Ein Proxy, der die Verschlüsselung ablehnt</translation>
    </message>
    <message>
        <source>The settings say https, and the proxy breaks off while the encryption is agreed.</source>
        <translation>Die Einstellungen sagen https, und der Proxy bricht ab, während die Verschlüsselung vereinbart wird.</translation>
    </message>
    <message>
        <source>A proxy that wants a certificate</source>
        <translation>Ein Proxy, der ein Zertifikat verlangt</translation>
    </message>
    <message>
        <source>The proxy is spoken to over TLS and wants this computer to show a certificate.</source>
        <translation>Mit dem Proxy wird über TLS gesprochen, und er will, dass dieser Rechner ein Zertifikat vorzeigt.</translation>
    </message>
    <message>
        <source>A proxy that looks into encrypted pages</source>
        <translation>Ein Proxy, der in verschlüsselte Seiten schaut</translation>
    </message>
    <message>
        <source>The proxy opens what is encrypted and signs it anew. This computer trusts it, so everything works.</source>
        <translation>Der Proxy öffnet Verschlüsseltes und unterschreibt es neu. Dieser Rechner vertraut ihm, also funktioniert alles.</translation>
    </message>
    <message>
        <source>A proxy that looks in and is not trusted</source>
        <translation>Ein Proxy, der hineinschaut und dem nicht vertraut wird</translation>
    </message>
    <message>
        <source>The proxy opens what is encrypted and signs it anew, and this computer does not know its authority.</source>
        <translation>Der Proxy öffnet Verschlüsseltes und unterschreibt es neu, und dieser Rechner kennt seine Zertifizierungsstelle nicht.</translation>
    </message>
    <message>
        <source>No Kerberos on this computer</source>
        <translation>Kein Kerberos auf diesem Rechner</translation>
    </message>
    <message>
        <source>The proxy takes Kerberos tickets only, and this system has no Kerberos.</source>
        <translation>Der Proxy nimmt nur Kerberos-Tickets, und dieses System hat kein Kerberos.</translation>
    </message>
    <message>
        <source>The old NTLM, switched on</source>
        <translation>Das alte NTLM, eingeschaltet</translation>
    </message>
    <message>
        <source>The proxy takes only version 1 of NTLM. It was switched on for this run, and the sign-in works, weakly protected.</source>
        <translation>Der Proxy nimmt nur Version 1 von NTLM. Sie wurde für diesen Lauf eingeschaltet, und die Anmeldung funktioniert, schwach geschützt.</translation>
    </message>
    <message>
        <source>A method that was ruled out</source>
        <translation>Eine ausgeschlossene Methode</translation>
    </message>
    <message>
        <source>The proxy offers Digest only, and the test was told to use Basic only.</source>
        <translation>Der Proxy bietet nur Digest an, und der Test sollte nur Basic verwenden.</translation>
    </message>
    <message>
        <source>A password too long for SOCKS</source>
        <translation>Ein Passwort, das für SOCKS zu lang ist</translation>
    </message>
    <message>
        <source>The password has more than 255 bytes, which SOCKS cannot send.</source>
        <translation>Das Passwort hat mehr als 255 Bytes, und so viele kann SOCKS nicht senden.</translation>
    </message>
    <message>
        <source>A SOCKS password that everybody on the way can read</source>
        <translation>Ein SOCKS-Passwort, das unterwegs jeder lesen kann</translation>
    </message>
    <message>
        <source>The sign-in works, but SOCKS sends the password without encryption.</source>
        <translation>Die Anmeldung funktioniert, aber SOCKS sendet das Passwort unverschlüsselt.</translation>
    </message>
    <message>
        <source>The same password, encrypted on the way</source>
        <translation>Dasselbe Passwort, unterwegs verschlüsselt</translation>
    </message>
    <message>
        <source>The proxy is spoken to over TLS, so nobody on the way can read the password.</source>
        <translation>Mit dem Proxy wird über TLS gesprochen, also kann unterwegs niemand das Passwort lesen.</translation>
    </message>
    <message>
        <source>A program that can do none of the methods</source>
        <translation>Ein Programm, das keine der Methoden kann</translation>
    </message>
    <message>
        <source>A recording of another program: the proxy offers two methods, and the program knows neither.</source>
        <translation>Die Aufzeichnung eines anderen Programms: Der Proxy bietet zwei Methoden an, und das Programm kennt keine davon.</translation>
    </message>
    <message>
        <source>The same program, where it can answer</source>
        <translation>Dasselbe Programm, wo es antworten kann</translation>
    </message>
    <message>
        <source>A recording of another program: one of the methods is one that the program knows, and it gave no sign-in.</source>
        <translation>Die Aufzeichnung eines anderen Programms: Eine der Methoden kennt das Programm, und es gab keine Anmeldung an.</translation>
    </message>
    <message>
        <source>Java keeps the password back</source>
        <translation>Java hält das Passwort zurück</translation>
    </message>
    <message>
        <source>A recording of a Java program: for encrypted pages it does not use Basic unless it is told to.</source>
        <translation>Die Aufzeichnung eines Java-Programms: Für verschlüsselte Seiten verwendet es Basic nur, wenn man es ihm sagt.</translation>
    </message>
    <message>
        <source>An older Java without a password</source>
        <translation>Ein älteres Java ohne Passwort</translation>
    </message>
    <message>
        <source>A recording of an older Java program, which would use Basic if it had a password.</source>
        <translation>Die Aufzeichnung eines älteren Java-Programms, das Basic verwenden würde, wenn es ein Passwort hätte.</translation>
    </message>
    <message>
        <source>Only a program&apos;s error text</source>
        <translation>Nur die Fehlermeldung eines Programms</translation>
    </message>
    <message>
        <source>Somebody pasted what a program printed. The words stand for the proxy&apos;s question, and nothing more is known.</source>
        <translation>Jemand hat eingefügt, was ein Programm ausgab. Die Worte stehen für die Frage des Proxys, und mehr ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s clock is years behind</source>
        <translation>Die Uhr des Proxys geht um Jahre nach</translation>
    </message>
    <message>
        <source>The proxy refuses the ticket and does not say why. The time in its answers does.</source>
        <translation>Der Proxy lehnt das Ticket ab und sagt nicht, warum. Die Zeit in seinen Antworten verrät es.</translation>
    </message>
    <message>
        <source>A wrong clock that harms nobody</source>
        <translation>Eine falsche Uhr, die niemandem schadet</translation>
    </message>
    <message>
        <source>The proxy&apos;s clock is years behind, but a sign-in with a password does not depend on the time.</source>
        <translation>Die Uhr des Proxys geht um Jahre nach, aber eine Anmeldung mit Passwort hängt nicht von der Zeit ab.</translation>
    </message>
</context>
<context>
    <name>pt::SignInPage</name>
    <message>
        <source>How do you sign in?</source>
        <translation>Wie melden Sie sich an?</translation>
    </message>
    <message>
        <source>The test stops at the first refusal, to keep the account from being locked.</source>
        <translation>Der Test hört bei der ersten Ablehnung auf, um das Konto vor einer Sperre zu schützen.</translation>
    </message>
    <message>
        <source>In the keychain, read when the test starts</source>
        <translation>Im Schlüsselbund, wird beim Start des Tests gelesen</translation>
    </message>
    <message>
        <source>Kept for this test. Type to replace it</source>
        <translation>Für diesen Test gemerkt. Tippen, um es zu ersetzen</translation>
    </message>
    <message>
        <source>Taken from the pasted address. Type to replace it</source>
        <translation>Aus der eingefügten Adresse. Tippen, um es zu ersetzen</translation>
    </message>
    <message>
        <source>Filled in for practice. Type to replace it</source>
        <translation>Für die Übung eingetragen. Tippen, um es zu ersetzen</translation>
    </message>
    <message>
        <source>Read from the keychain. Type to replace it</source>
        <translation>Aus dem Schlüsselbund gelesen. Tippen, um es zu ersetzen</translation>
    </message>
    <message>
        <source>No password yet.</source>
        <translation>Noch kein Passwort.</translation>
    </message>
    <message>
        <source>The password is empty.</source>
        <translation>Das Passwort ist leer.</translation>
    </message>
    <message>
        <source>Length: up to 7 characters.</source>
        <translation>Länge: bis zu 7 Zeichen.</translation>
    </message>
    <message>
        <source>Length: 8 to 15 characters.</source>
        <translation>Länge: 8 bis 15 Zeichen.</translation>
    </message>
    <message>
        <source>Length: 16 characters or more.</source>
        <translation>Länge: 16 Zeichen oder mehr.</translation>
    </message>
    <message>
        <source>It begins or ends with a space. Was that copied along by accident?</source>
        <translation>Es beginnt oder endet mit einem Leerzeichen. Wurde das versehentlich mitkopiert?</translation>
    </message>
    <message>
        <source>It holds a character that cannot be seen.</source>
        <translation>Es enthält ein Zeichen, das nicht zu sehen ist.</translation>
    </message>
    <message>
        <source>It holds a control character such as a line break, which no proxy accepts.</source>
        <translation>Es enthält ein Steuerzeichen, etwa einen Zeilenumbruch, das kein Proxy annimmt.</translation>
    </message>
    <message>
        <source>It holds a curly quotation mark, as word processors make them.</source>
        <translation>Es enthält ein typografisches Anführungszeichen, wie Textverarbeitungen es setzen.</translation>
    </message>
    <message>
        <source>It holds letters beyond plain English ones. Some proxies read those wrongly.</source>
        <translation>Es enthält Buchstaben außerhalb des englischen Alphabets, zum Beispiel Umlaute. Manche Proxys lesen sie falsch.</translation>
    </message>
    <message>
        <source>It holds something like %40, which stands for another character in addresses. Here the password itself is wanted.</source>
        <translation>Es enthält etwas wie %40, das in Adressen für ein anderes Zeichen steht. Hier gehört das Passwort selbst hin.</translation>
    </message>
    <message>
        <source>It is not readable as UTF-8 text.</source>
        <translation>Es ist nicht als UTF-8-Text lesbar.</translation>
    </message>
    <message>
        <source>Nothing odd in it.</source>
        <translation>Nichts Auffälliges darin.</translation>
    </message>
    <message>
        <source>Passwords used for practice are never kept.</source>
        <translation>Passwörter aus Übungen werden nie gespeichert.</translation>
    </message>
    <message>
        <source>It is saved when the test has finished and the proxy did not refuse it.</source>
        <translation>Es wird gespeichert, wenn der Test beendet ist und der Proxy es nicht abgelehnt hat.</translation>
    </message>
    <message>
        <source>Otherwise the password is forgotten when you go back to the start or close the window.</source>
        <translation>Sonst wird das Passwort vergessen, wenn Sie zum Anfang zurückgehen oder das Fenster schließen.</translation>
    </message>
    <message>
        <source>Asking the keychain…</source>
        <translation>Der Schlüsselbund wird gefragt…</translation>
    </message>
    <message>
        <source>The keychain is waiting for you. Its window may be behind this one.</source>
        <translation>Der Schlüsselbund wartet auf Sie. Sein Fenster liegt vielleicht hinter diesem.</translation>
    </message>
    <message>
        <source>The keychain works: a trial entry was written, read and removed.</source>
        <translation>Der Schlüsselbund funktioniert: Ein Probeeintrag wurde geschrieben, gelesen und entfernt.</translation>
    </message>
    <message>
        <source>The password is saved in the keychain.</source>
        <translation>Das Passwort ist im Schlüsselbund gespeichert.</translation>
    </message>
    <message>
        <source>The password was removed from the keychain.</source>
        <translation>Das Passwort wurde aus dem Schlüsselbund entfernt.</translation>
    </message>
    <message>
        <source>The keychain is locked or holds no such password. Unlock it, or type the password.</source>
        <translation>Der Schlüsselbund ist gesperrt oder enthält kein solches Passwort. Entsperren Sie ihn, oder tippen Sie das Passwort ein.</translation>
    </message>
    <message>
        <source>This computer has no keychain that can be used. The password is kept for this test only.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, der sich verwenden lässt. Das Passwort wird nur für diesen Test gemerkt.</translation>
    </message>
    <message>
        <source>The keychain refused access. The password is kept for this test only.</source>
        <translation>Der Schlüsselbund hat den Zugriff abgelehnt. Das Passwort wird nur für diesen Test gemerkt.</translation>
    </message>
    <message>
        <source>The keychain did not answer. The password is kept for this test only.</source>
        <translation>Der Schlüsselbund hat nicht geantwortet. Das Passwort wird nur für diesen Test gemerkt.</translation>
    </message>
    <message>
        <source>The password is too long for the keychain. It is kept for this test only.</source>
        <translation>Das Passwort ist zu lang für den Schlüsselbund. Es wird nur für diesen Test gemerkt.</translation>
    </message>
    <message>
        <source>The password was not saved, because the proxy refused it.</source>
        <translation>Das Passwort wurde nicht gespeichert, weil der Proxy es abgelehnt hat.</translation>
    </message>
    <message>
        <source>%1 (The keychain says: %2)</source>
        <comment>a sentence, and the keychain&apos;s own words</comment>
        <translation>%1 (Der Schlüsselbund meldet: %2)</translation>
    </message>
    <message>
        <source>These are given to the proxy only, and only if it asks.</source>
        <translation>Diese Angaben erhält nur der Proxy, und nur, wenn er danach fragt.</translation>
    </message>
    <message>
        <source>With a user name and a &amp;password</source>
        <translation>Mit Benutzername und &amp;Passwort</translation>
    </message>
    <message>
        <source>With&amp;out: the proxy knows this computer by its address</source>
        <translation>&amp;Ohne: Der Proxy kennt diesen Computer an seiner Adresse</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>&amp;Domain</source>
        <translation>&amp;Domäne</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>Only where you were given one</source>
        <translation>Nur, wenn Ihnen eine genannt wurde</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Passwor&amp;t</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>Anzei&amp;gen</translation>
    </message>
    <message>
        <source>Shows what is typed into the password field</source>
        <translation>Zeigt, was in das Passwortfeld getippt wird</translation>
    </message>
    <message>
        <source>&amp;Forget it</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <source>Forgets the password at hand</source>
        <translation>Vergisst das derzeitige Passwort</translation>
    </message>
    <message>
        <source>&amp;Remember it in this computer&apos;s keychain</source>
        <translation>Im &amp;Schlüsselbund dieses Computers speichern</translation>
    </message>
    <message>
        <source>&amp;Check the keychain</source>
        <translation>Schlüsselbund p&amp;rüfen</translation>
    </message>
    <message>
        <source>&amp;Attempts</source>
        <translation>V&amp;ersuche</translation>
    </message>
    <message>
        <source>How often the proxy may refuse the password</source>
        <translation>Wie oft der Proxy das Passwort ablehnen darf</translation>
    </message>
    <message>
        <source>Careful: many companies lock an account after 3 to 5 refused passwords, those of other programs counted in. With %1, this test alone can use up to %1 of them: what is refused is tried in other spellings, such as another form of the user name.</source>
        <translation>Vorsicht: Viele Firmen sperren ein Konto nach 3 bis 5 abgelehnten Passwörtern, die anderer Programme mitgezählt. Mit %1 kann allein dieser Test bis zu %1 davon verbrauchen: Was abgelehnt wird, wird in anderen Schreibweisen versucht, etwa einer anderen Form des Benutzernamens.</translation>
    </message>
    <message>
        <source>Careful: from such an answer whoever can listen on the way to the proxy can find the password out. It holds for the next test only.</source>
        <translation>Vorsicht: Aus einer solchen Antwort kann, wer auf dem Weg zum Proxy mithört, das Passwort herausfinden. Es gilt nur für den nächsten Test.</translation>
    </message>
    <message>
        <source>With this computer&apos;s t&amp;icket (Kerberos), as after logging in to the domain</source>
        <translation>Mit dem T&amp;icket dieses Computers (Kerberos), wie nach der Anmeldung an der Domäne</translation>
    </message>
    <message>
        <source>Allow the old and weak version &amp;1 of NTLM</source>
        <translation>Die alte und schwache Version &amp;1 von NTLM erlauben</translation>
    </message>
</context>
<context>
    <name>pt::StartPage</name>
    <message>
        <source>What would you like to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Open a log or bundle</source>
        <translation>Protokoll oder Support-Paket öffnen</translation>
    </message>
    <message>
        <source>Logs and bundles (*.txt *.log *.http *.zip)</source>
        <translation>Protokolle und Support-Pakete (*.txt *.log *.http *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Remove a test</source>
        <translation>Test entfernen</translation>
    </message>
    <message>
        <source>Remove &quot;%1&quot; from the list?</source>
        <translation>„%1“ aus der Liste entfernen?</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>Be&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Test a proxy</source>
        <translation>&amp;Proxy prüfen</translation>
    </message>
    <message>
        <source>Give the address and the sign-in. Each step of the way is tried and explained.</source>
        <translation>Geben Sie Adresse und Anmeldung an. Jeder Schritt des Weges wird ausprobiert und erklärt.</translation>
    </message>
    <message>
        <source>&amp;Read a log or bundle</source>
        <translation>Protokoll oder Support-Paket &amp;lesen</translation>
    </message>
    <message>
        <source>Paste what a program showed, or open a bundle that somebody sent.</source>
        <translation>Fügen Sie ein, was ein Programm angezeigt hat, oder öffnen Sie ein Support-Paket, das Ihnen jemand geschickt hat.</translation>
    </message>
    <message>
        <source>&amp;Practise</source>
        <translation>Ü&amp;ben</translation>
    </message>
    <message>
        <source>Try it with a built-in proxy that goes wrong in a known way.</source>
        <translation>Probieren Sie es mit einem eingebauten Proxy aus, bei dem ein bekannter Fehler auftritt.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>Sp&amp;rache</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Recent tests</source>
        <translation>Letzte Tests</translation>
    </message>
    <message>
        <source>Tests that you run are listed here, without their passwords.</source>
        <translation>Hier erscheinen die Tests, die Sie ausführen, ohne ihre Passwörter.</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Ent&amp;fernen…</translation>
    </message>
    <message>
        <source>This computer&apos;s settings</source>
        <translation>Einstellungen dieses Computers</translation>
    </message>
    <message>
        <source>Proxies named by this computer&apos;s settings</source>
        <translation>Proxys aus den Einstellungen dieses Computers</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Test t&amp;his one</source>
        <translation>&amp;Diesen prüfen</translation>
    </message>
    <message>
        <source>Paste what was asked and answered, as a program such as curl -v shows it, or drop a file here. Passwords in it are hidden at once and not kept.</source>
        <translation>Fügen Sie ein, was gefragt und geantwortet wurde, so wie es zum Beispiel curl -v anzeigt, oder ziehen Sie eine Datei hierher. Passwörter darin werden sofort verborgen und nicht aufgehoben.</translation>
    </message>
    <message>
        <source>Text to read</source>
        <translation>Zu lesender Text</translation>
    </message>
    <message>
        <source>R&amp;ead the text</source>
        <translation>Te&amp;xt lesen</translation>
    </message>
    <message>
        <source>&amp;Open a file…</source>
        <translation>Date&amp;i öffnen…</translation>
    </message>
    <message>
        <source>Choose a fault. Everything is filled in for you, and nothing leaves this computer.</source>
        <translation>Wählen Sie einen Fehler. Alles wird für Sie eingetragen, und nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Faults to practise with</source>
        <translation>Fehler zum Üben</translation>
    </message>
    <message>
        <source>&amp;Start practising</source>
        <translation>Übung &amp;starten</translation>
    </message>
    <message>
        <source>Looking for proxies in this computer&apos;s settings…</source>
        <translation>Suche Proxys in den Einstellungen dieses Computers …</translation>
    </message>
    <message>
        <source>No proxy is set in this computer&apos;s environment variables, its desktop, or the programs that have settings of their own.</source>
        <translation>Weder in den Umgebungsvariablen dieses Computers noch auf seinem Desktop noch in den Programmen mit eigenen Einstellungen ist ein Proxy eingestellt.</translation>
    </message>
    <message>
        <source>Use this &amp;computer&apos;s settings</source>
        <translation>Einstellungen dieses &amp;Computers benutzen</translation>
    </message>
    <message>
        <source>Its password and what is remembered of earlier sign-ins are removed as well.</source>
        <translation>Sein Passwort und was von früheren Anmeldungen gemerkt ist, werden mit entfernt.</translation>
    </message>
    <message>
        <source>&amp;Forget earlier sign-ins only</source>
        <translation>Nur frühere Anmeldungen &amp;vergessen</translation>
    </message>
</context>
<context>
    <name>pt::TargetsPage</name>
    <message>
        <source>Which sites should it reach?</source>
        <translation>Welche Websites soll er erreichen?</translation>
    </message>
    <message>
        <source>Choose a certificate file</source>
        <translation>Zertifikatsdatei wählen</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Zertifikate (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Each is asked for once through the proxy. Nothing is sent to a site but the question for its page.</source>
        <translation>Jede wird einmal durch den Proxy abgerufen. An eine Website wird nichts gesendet außer der Anfrage nach ihrer Seite.</translation>
    </message>
    <message>
        <source>S&amp;ites, one a line</source>
        <translation>W&amp;ebsites, eine je Zeile</translation>
    </message>
    <message>
        <source>Sites to test with, one a line</source>
        <translation>Zu prüfende Websites, eine je Zeile</translation>
    </message>
    <message>
        <source>One http:// and one https:// address show the most: proxies treat the two differently.</source>
        <translation>Eine http://- und eine https://-Adresse zeigen am meisten: Proxys behandeln die beiden unterschiedlich.</translation>
    </message>
    <message>
        <source>&amp;Keep this test in the list on the first page, without the password</source>
        <translation>Diesen Test ohne Passwort in der &amp;Liste auf der ersten Seite behalten</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <source>Shows certificates, program name and waiting time</source>
        <translation>Zeigt Zertifikate, Programmnamen und Wartezeit</translation>
    </message>
    <message>
        <source>&amp;Certificates</source>
        <translation>Ze&amp;rtifikate</translation>
    </message>
    <message>
        <source>File with certificates to trust besides the system&apos;s</source>
        <translation>Datei mit Zertifikaten, denen zusätzlich zu denen des Systems vertraut wird</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>A file with your company&apos;s own certificates, where the proxy looks into encrypted pages.</source>
        <translation>Eine Datei mit den eigenen Zertifikaten Ihres Unternehmens, falls der Proxy in verschlüsselte Seiten hineinsieht.</translation>
    </message>
    <message>
        <source>&amp;Program name</source>
        <translation>&amp;Programmname</translation>
    </message>
    <message>
        <source>Program name to send</source>
        <translation>Programmname, der gesendet wird</translation>
    </message>
    <message>
        <source>Proxy Triage&apos;s own</source>
        <translation>Der von Proxy Triage</translation>
    </message>
    <message>
        <source>Wai&amp;t at most</source>
        <translation>&amp;Höchstens warten</translation>
    </message>
    <message>
        <source>Seconds to wait for one answer</source>
        <translation>Sekunden, die auf eine Antwort gewartet wird</translation>
    </message>
    <message>
        <source>As long as usual</source>
        <translation>So lange wie üblich</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>The program then also remembers when the proxy accepted a password, so that a later test can tell a changed password from a mistyped one. Nothing is remembered of tests that are not kept.</source>
        <translation>Das Programm merkt sich dann auch, wann der Proxy ein Passwort angenommen hat, damit ein späterer Test ein geändertes Passwort von einem vertippten unterscheiden kann. Von Tests, die nicht behalten werden, wird nichts gemerkt.</translation>
    </message>
</context>
<context>
    <name>pt::TokenPane</name>
    <message>
        <source>%1: %2</source>
        <comment>name of a token or field, what it means</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>name of a field, its value, what it means</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1–%2</source>
        <comment>first and last byte of a field</comment>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>Token and field</source>
        <translation>Token und Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Tokens of this exchange, taken apart</source>
        <translation>Tokens dieses Austauschs, zerlegt</translation>
    </message>
    <message>
        <source>Each token with its fields. Going to one marks its bytes above.</source>
        <translation>Jedes Token mit seinen Feldern. Wählen Sie eines, werden seine Bytes oben markiert.</translation>
    </message>
    <message>
        <source>Bytes of the token, in hexadecimal</source>
        <translation>Bytes des Tokens, hexadezimal</translation>
    </message>
</context>
<context>
    <name>pt::TriageController</name>
    <message>
        <source>Please give the proxy&apos;s name or address, for example proxy.example.com:8080.</source>
        <translation>Bitte geben Sie den Namen oder die Adresse des Proxys an, zum Beispiel proxy.example.com:8080.</translation>
    </message>
    <message>
        <source>Please give the proxy&apos;s port. Common ones are 8080 and 3128.</source>
        <translation>Bitte geben Sie den Port des Proxys an. Üblich sind 8080 und 3128.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a web address. It must begin with http:// or https://.</source>
        <translation>„%1“ ist keine Webadresse. Sie muss mit http:// oder https:// beginnen.</translation>
    </message>
    <message>
        <source>A site&apos;s address must not hold a user name or password. Please take it out.</source>
        <translation>Die Adresse einer Website darf keinen Benutzernamen und kein Passwort enthalten. Bitte nehmen Sie beides heraus.</translation>
    </message>
    <message>
        <source>Please give at least one site to test with.</source>
        <translation>Bitte geben Sie mindestens eine zu prüfende Website an.</translation>
    </message>
    <message>
        <source>The certificate file &quot;%1&quot; cannot be read: %2</source>
        <translation>Die Zertifikatsdatei „%1“ kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; holds no certificate in PEM form. It must begin with &quot;-----BEGIN CERTIFICATE-----&quot;.</source>
        <translation>Die Datei „%1“ enthält kein Zertifikat im PEM-Format. Sie muss mit &quot;-----BEGIN CERTIFICATE-----&quot; beginnen.</translation>
    </message>
    <message>
        <source>The test and its password were removed.</source>
        <translation>Der Test und sein Passwort wurden entfernt.</translation>
    </message>
    <message>
        <source>The test was removed, but its password may still be in the keychain: it could not be opened. Unlock the keychain and delete it there.</source>
        <translation>Der Test wurde entfernt, aber sein Passwort ist vielleicht noch im Schlüsselbund: Er ließ sich nicht öffnen. Entsperren Sie den Schlüsselbund, und löschen Sie es dort.</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>name of a saved test: user at proxy</comment>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; cannot be read: %2</source>
        <translation>Die Datei „%1“ kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; is too large. Files up to 64 MiB can be read.</source>
        <translation>Die Datei „%1“ ist zu groß. Gelesen werden Dateien bis zu 64 MiB.</translation>
    </message>
    <message>
        <source>The PAC file of this setting names no proxy for the websites to test.</source>
        <translation>Die PAC-Datei dieser Einstellung nennt keinen Proxy für die zu testenden Websites.</translation>
    </message>
    <message>
        <source>This setting names no proxy that can be tested.</source>
        <translation>Diese Einstellung nennt keinen Proxy, der getestet werden kann.</translation>
    </message>
    <message>
        <source>Taken from this computer&apos;s settings: %1.</source>
        <translation>Den Einstellungen dieses Computers entnommen: %1.</translation>
    </message>
    <message>
        <source>This computer&apos;s settings send %1 past every proxy.</source>
        <translation>Die Einstellungen dieses Computers schicken %1 an jedem Proxy vorbei.</translation>
    </message>
    <message>
        <source>The proxy cannot be told from %1.</source>
        <translation>Der Proxy ist aus %1 nicht zu erkennen.</translation>
    </message>
    <message>
        <source>No setting of this computer names a proxy for the websites to test.</source>
        <translation>Keine Einstellung dieses Computers nennt einen Proxy für die zu testenden Websites.</translation>
    </message>
    <message>
        <source>The proxy refused this password %1 times. It is not sent again from here, so that the account is not locked. Check the password, and type it anew.</source>
        <translation>Der Proxy hat dieses Passwort %1 Mal abgelehnt. Es wird von hier nicht noch einmal gesendet, damit das Konto nicht gesperrt wird. Prüfen Sie das Passwort, und geben Sie es neu ein.</translation>
    </message>
    <message>
        <source>The earlier sign-ins of this test are forgotten.</source>
        <translation>Die früheren Anmeldungen dieses Tests sind vergessen.</translation>
    </message>
    <message>
        <source>Passwords that the proxy accepted are not remembered or compared, because the keychain cannot be used for it.</source>
        <translation>Vom Proxy angenommene Passwörter werden nicht gemerkt und nicht verglichen, weil der Schlüsselbund dafür nicht benutzt werden kann.</translation>
    </message>
    <message>
        <source>The time from one test to the next is longer than the whole watch. Please make it shorter.</source>
        <translation>Die Zeit von einer Prüfung zur nächsten ist länger als die ganze Beobachtung. Bitte wählen Sie sie kürzer.</translation>
    </message>
    <message>
        <source>The watch is still going on, and leaving this page stops it. Do the same once more to leave, or stay to let it go on.</source>
        <translation>Die Beobachtung läuft noch und endet, wenn Sie diese Seite verlassen. Tun Sie dasselbe noch einmal, um zu gehen, oder bleiben Sie, damit sie weiterläuft.</translation>
    </message>
</context>
<context>
    <name>pt::WatchPage</name>
    <message>
        <source>Watch the proxy</source>
        <translation>Den Proxy beobachten</translation>
    </message>
    <message>
        <source>Not started.</source>
        <translation>Nicht gestartet.</translation>
    </message>
    <message>
        <source>Watching. Rounds so far: %1.</source>
        <translation>Die Beobachtung läuft. Runden bisher: %1.</translation>
    </message>
    <message>
        <source>Stopped. Rounds: %1.</source>
        <translation>Angehalten. Runden: %1.</translation>
    </message>
    <message>
        <source>The time is over. Rounds: %1.</source>
        <translation>Die Zeit ist um. Runden: %1.</translation>
    </message>
    <message>
        <source>Everything worked in %1 of %2.</source>
        <translation>In %1 von %2 funktionierte alles.</translation>
    </message>
    <message>
        <source>The first answer took at least %1 ms, usually about %2 ms, at most %3 ms.</source>
        <translation>Die erste Antwort brauchte mindestens %1 ms, meist etwa %2 ms, höchstens %3 ms.</translation>
    </message>
    <message>
        <source>The proxy did not accept this sign-in before. It is not sent again: the watch asks without it.</source>
        <translation>Der Proxy hat diese Anmeldung zuvor nicht angenommen. Sie wird nicht noch einmal gesendet: Die Beobachtung fragt ohne sie.</translation>
    </message>
    <message>
        <source>≠ %1</source>
        <comment>a value that has changed</comment>
        <translation>≠ %1</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
    <message>
        <source>The proxy is tested again and again, and what changes is listed. A sign-in that the proxy refuses is not sent again.</source>
        <translation>Der Proxy wird immer wieder geprüft, und was sich ändert, wird aufgelistet. Eine Anmeldung, die der Proxy ablehnt, wird nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>Test &amp;every</source>
        <translation>Prüfung &amp;alle</translation>
    </message>
    <message>
        <source>Seconds from one test to the next</source>
        <translation>Sekunden von einer Prüfung zur nächsten</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;for</source>
        <translation>&amp;für</translation>
    </message>
    <message>
        <source>Minutes to watch</source>
        <translation>Minuten, die beobachtet wird</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> min</translation>
    </message>
    <message>
        <source>&amp;Start watching</source>
        <translation>&amp;Beobachtung starten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>What &amp;changed, the newest first</source>
        <translation>Was sich &amp;geändert hat, das Neueste zuerst</translation>
    </message>
    <message>
        <source>What changed, the newest first</source>
        <translation>Was sich geändert hat, das Neueste zuerst</translation>
    </message>
    <message>
        <source>&amp;Rounds, the newest first; ≠ marks what changed</source>
        <translation>&amp;Runden, die neueste zuerst; ≠ zeigt, was sich geändert hat</translation>
    </message>
    <message>
        <source>Rounds, the newest first</source>
        <translation>Runden, die neueste zuerst</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Without a sign-in</source>
        <translation>Ohne Anmeldung</translation>
    </message>
    <message>
        <source>With the sign-in</source>
        <translation>Mit der Anmeldung</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>First answer</source>
        <translation>Erste Antwort</translation>
    </message>
    <message>
        <source>Sh&amp;ow the result of this round</source>
        <translation>&amp;Ergebnis dieser Runde zeigen</translation>
    </message>
    <message>
        <source>Of the first and the last round, and of those in which something changed</source>
        <translation>Von der ersten und der letzten Runde und von denen, in denen sich etwas geändert hat</translation>
    </message>
</context>
</TS>
