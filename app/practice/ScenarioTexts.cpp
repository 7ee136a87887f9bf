// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/Scenario.h"

#include <QCoreApplication>

namespace pt {

namespace {

struct ScenarioText
{
    const char *id;
    const char *title;
    const char *about;
};

constexpr ScenarioText texts[] = {
    {"right", QT_TRANSLATE_NOOP("pt::Scenario", "The sign-in works"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in, the password is right and "
                       "both sites answer. This is what a healthy proxy looks "
                       "like.")},
    {"no-credentials", QT_TRANSLATE_NOOP("pt::Scenario", "No user name and no password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in, but nothing was typed to "
                       "answer with.")},
    {"wrong-password", QT_TRANSLATE_NOOP("pt::Scenario", "Wrong password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in and refuses the password. "
                       "It asks once more in the same words as before, so only "
                       "the order tells what happened.")},
    {"wrong-password-answered-401",
     QT_TRANSLATE_NOOP("pt::Scenario", "Wrong password, answered as a web site would"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Some proxies, tinyproxy among them, refuse a wrong "
                       "password with 401 in place of 407. It looks as if the "
                       "site had asked.")},
    {"space-in-password", QT_TRANSLATE_NOOP("pt::Scenario", "A space behind the password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password was copied with a space at its end. Nobody "
                       "can see it, and the proxy refuses it.")},
    {"answers-401", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy asks as a web site would"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy answers 401 in place of 407. Most programs "
                       "then believe that the site asks for a sign-in, and never "
                       "send the one for the proxy.")},
    {"challenge-missing",
     QT_TRANSLATE_NOOP("pt::Scenario", "The proxy does not say how to sign in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy answers 407 but leaves out the line that says "
                       "which kinds of sign-in it accepts.")},
    {"challenge-malformed",
     QT_TRANSLATE_NOOP("pt::Scenario", "The proxy's question cannot be read"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The line that should name the kind of sign-in names none.")},
    {"challenge-without-realm",
     QT_TRANSLATE_NOOP("pt::Scenario", "The proxy's question is incomplete"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a Digest sign-in, but leaves out what "
                       "is needed to calculate the answer.")},
    {"unknown-scheme", QT_TRANSLATE_NOOP("pt::Scenario", "A kind of sign-in nobody here knows"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy accepts only a kind of sign-in that takes more "
                       "than a user name and a password.")},
    {"open-proxy", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy asks for no sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Both sites answer, but the proxy never asks who is "
                       "there. Whether the password is right stays unknown.")},
    {"address-not-allowed", QT_TRANSLATE_NOOP("pt::Scenario", "This computer is not on the list"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy refuses everything before it asks for a "
                       "sign-in: it allows only the computers that it knows.")},
    {"connect-port-refused",
     QT_TRANSLATE_NOOP("pt::Scenario", "A port that the proxy does not connect to"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The site is on port 8443. The proxy lets encrypted "
                       "connections pass to port 443 only, and says so before it "
                       "asks for a sign-in.")},
    {"connect-unsupported",
     QT_TRANSLATE_NOOP("pt::Scenario", "No encrypted sites through this proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy fetches plain pages, but does not know the "
                       "request that encrypted sites need.")},
    {"forbidden-page", QT_TRANSLATE_NOOP("pt::Scenario", "Signed in, but the site is not allowed"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password is right. The proxy refuses this site by "
                       "its rules and shows a page that says why.")},
    {"target-unreachable", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy cannot reach the site"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password is right, but the proxy gets no connection "
                       "to the site.")},
    {"tunnel-broken", QT_TRANSLATE_NOOP("pt::Scenario", "The encrypted connection breaks at once"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy says that the connection to the site is up, "
                       "and then drops it.")},
    {"site-certificate-untrusted",
     QT_TRANSLATE_NOOP("pt::Scenario", "The site's certificate is not trusted"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy does its work. The certificate of the site "
                       "behind it was signed by an authority that this computer "
                       "has no reason to trust.")},
    {"site-wants-sign-in", QT_TRANSLATE_NOOP("pt::Scenario", "The site itself asks for a sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy does its work. The site behind it asks for its "
                       "own user name and password.")},
    {"site-refuses", QT_TRANSLATE_NOOP("pt::Scenario", "The site refuses"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy does its work. The site behind it turns "
                       "visitors away that it takes for robots.")},
    {"site-page-missing", QT_TRANSLATE_NOOP("pt::Scenario", "The page does not exist"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy does its work. The site behind it has no page "
                       "at this address.")},
    {"site-broken", QT_TRANSLATE_NOOP("pt::Scenario", "The site has a fault"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy does its work. The site behind it answers with "
                       "an error of its own.")},
    {"web-server", QT_TRANSLATE_NOOP("pt::Scenario", "A web server in place of a proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The address belongs to a web server. It shows its own "
                       "page, whatever site is asked for.")},
    {"serves-pac", QT_TRANSLATE_NOOP("pt::Scenario", "A file with settings in place of a proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The address is where computers fetch the file that tells "
                       "them which proxy to use. It is not the proxy.")},
    {"ssh-server", QT_TRANSLATE_NOOP("pt::Scenario", "Another kind of server"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The port answers, but it is a server for remote logins "
                       "and does not speak HTTP.")},
    {"protocol-broken", QT_TRANSLATE_NOOP("pt::Scenario", "An answer that cannot be read"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The answer begins as an answer of a proxy does, but its "
                       "first line holds letters where the number should be.")},
    {"endless-header", QT_TRANSLATE_NOOP("pt::Scenario", "An answer without an end"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy's answer goes on and on. A careful program "
                       "stops reading.")},
    {"silent", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy says nothing"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The port takes the connection and the question, and "
                       "never answers.")},
    {"reset", QT_TRANSLATE_NOOP("pt::Scenario", "The connection is cut"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy takes the question and cuts the connection "
                       "without a word.")},
    {"one-address-dead", QT_TRANSLATE_NOOP("pt::Scenario", "One of the proxy's addresses is dead"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy's name stands for two addresses, and nobody "
                       "listens on one of them. Here it works, elsewhere it "
                       "fails now and then.")},
    {"addresses-alike", QT_TRANSLATE_NOOP("pt::Scenario", "Two addresses that do the same"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy's name stands for two addresses. Both work, "
                       "so there is nothing to tell.")},
    {"addresses-differ", QT_TRANSLATE_NOOP("pt::Scenario", "Two addresses that answer differently"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy's name stands for two addresses. One of them "
                       "has a fault, the other one would ask for the sign-in.")},
    {"retry-ignored", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy asks and then stops listening"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in and then does not read on on "
                       "the same connection. On a new one the same sign-in passes, "
                       "but few programs try that.")},
    {"sign-in-unanswered", QT_TRANSLATE_NOOP("pt::Scenario", "No answer to the sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in and never answers the one it "
                       "gets, on no connection. Whether it was right stays unknown.")},
    {"captive-portal", QT_TRANSLATE_NOOP("pt::Scenario", "A guest network in between"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The network of a hotel answers everything with its login "
                       "page, also what was meant for the proxy.")},
    {"browser-sign-in", QT_TRANSLATE_NOOP("pt::Scenario", "A proxy that wants a browser"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy sends everybody to a page where people sign in, "
                       "which only a browser can use.")},
    {"parent-asks", QT_TRANSLATE_NOOP("pt::Scenario", "A second proxy behind the first"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy accepts the sign-in. Then another proxy behind "
                       "it asks for one of its own, which looks like a refusal.")},
    {"site-sends-407", QT_TRANSLATE_NOOP("pt::Scenario", "A site that asks as a proxy would"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy does its work. One of the sites answers 407, "
                       "which only a proxy may.")},
    {"page-for-tunnel", QT_TRANSLATE_NOOP("pt::Scenario", "A server that answers everything with a page"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The address belongs to a web server that takes even the "
                       "request for an encrypted connection for one for its page.")},
    {"web-server-plain-pages", QT_TRANSLATE_NOOP("pt::Scenario", "A web server that could pass for a proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The address belongs to a web server that answers every "
                       "plain request with its own page. Only a request for an "
                       "encrypted connection shows that it is no proxy.")},
    {"hostile-text", QT_TRANSLATE_NOOP("pt::Scenario", "A proxy that sends tricky text"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy's question holds text that tries to look like "
                       "something else. It must be shown as plain text. The "
                       "password is wrong.")},
    {"huge-page", QT_TRANSLATE_NOOP("pt::Scenario", "An error page of two gigabytes"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in and sends a page with it "
                       "that does not end. A careful program reads only the "
                       "beginning.")},
    {"ntlm-right", QT_TRANSLATE_NOOP("pt::Scenario", "The sign-in by NTLM works"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a Windows sign-in (NTLM), and the three "
                       "messages of it pass on one connection.")},
    {"ntlm-wrong-password", QT_TRANSLATE_NOOP("pt::Scenario", "Wrong password, by NTLM"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a Windows sign-in (NTLM) and refuses the "
                       "password. All else about the sign-in is in order.")},
    {"ntlm-wrong-domain", QT_TRANSLATE_NOOP("pt::Scenario", "The domain of another company"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The user name was typed with a domain that is not the one "
                       "the proxy works with.")},
    {"ntlm-connection-closed", QT_TRANSLATE_NOOP("pt::Scenario", "The connection is cut in the middle of the sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy closes the connection after the second message of "
                       "the sign-in. The third can then never count, whatever the "
                       "password.")},
    {"ntlm-first-message-refused", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy does not begin the sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The first message of the sign-in, which holds no password, "
                       "is answered with the same question as before.")},
    {"ntlm-node-changed", QT_TRANSLATE_NOOP("pt::Scenario", "A balancer mixes up two proxies"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Behind one name are two proxies. Each message of the sign-in "
                       "reaches another one, and neither knows what the other said.")},
    {"ntlm-label-mismatch", QT_TRANSLATE_NOOP("pt::Scenario", "A token under the wrong name"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy says NTLM, but what it sends is a message of "
                       "another method.")},
    {"ntlm-malformed", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy's NTLM message is broken"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The second message of the sign-in points beyond its own end. "
                       "Some programs crash on that or give memory away.")},
    {"ntlm-version-1-only", QT_TRANSLATE_NOOP("pt::Scenario", "Only the old version of NTLM"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy knows only version 1 of NTLM, which current "
                       "programs refuse.")},
    {"tls-proxy-right", QT_TRANSLATE_NOOP("pt::Scenario", "An encrypted connection to the proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy itself is spoken to over TLS (https). "
                       "The sign-in works, and nobody on the way can read it.")},
    {"tls-proxy-untrusted", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy's certificate is not trusted"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy is spoken to over TLS. An authority that "
                       "this computer does not know signed its certificate, "
                       "so no password is sent.")},
    {"tls-proxy-name-mismatch", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy's certificate is for another name"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy is spoken to over TLS. Its certificate is "
                       "made out to other names than the one in the settings.")},
    {"tls-proxy-expired", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy's certificate is out of date"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy is spoken to over TLS. Its certificate was "
                       "valid until a month ago.")},
    {"tls-port-spoken-to-in-clear", QT_TRANSLATE_NOOP("pt::Scenario", "A port that wants encryption"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The settings say http, but the proxy speaks only TLS "
                       "on this port and does not answer in clear.")},
    {"plain-port-spoken-to-in-tls", QT_TRANSLATE_NOOP("pt::Scenario", "A port without encryption"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The settings say https, but the proxy speaks plain "
                       "HTTP on this port.")},
    {"digest-right", QT_TRANSLATE_NOOP("pt::Scenario", "The sign-in by Digest works"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in by Digest, where the password "
                       "itself is never sent. The password is right and both sites "
                       "answer.")},
    {"digest-wrong-password", QT_TRANSLATE_NOOP("pt::Scenario", "Digest with a wrong password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in by Digest and refuses the one "
                       "it gets: it asks again, without calling it too old.")},
    {"digest-stale-once", QT_TRANSLATE_NOOP("pt::Scenario", "A one-time value that was too old"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy says that the sign-in came too late and gives a "
                       "new one-time value. A good program answers again and gets "
                       "through.")},
    {"digest-stale-forever",
     QT_TRANSLATE_NOOP("pt::Scenario", "One-time values that are always too old"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy calls every sign-in too old, also the one that "
                       "was just renewed. The password is right, and nobody gets "
                       "through.")},
    {"digest-sha256-only", QT_TRANSLATE_NOOP("pt::Scenario", "Digest with a newer algorithm"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in by Digest with SHA-256, which "
                       "many programs do not know. Here it works.")},
    {"digest-name-hidden", QT_TRANSLATE_NOOP("pt::Scenario", "Digest that hides the user name"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy takes the user name only in a form that nobody on the way can "
                       "read. Few programs can do that; this one can.")},
    {"digest-auth-int-only", QT_TRANSLATE_NOOP("pt::Scenario", "A rare form of Digest"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in that also protects what is "
                       "sent. Few programs can do that. Here it works.")},
    {"digest-unknown-algorithm",
     QT_TRANSLATE_NOOP("pt::Scenario", "Digest with an unknown algorithm"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in by Digest with an algorithm "
                       "that no common program knows, so nothing can be sent.")},
    {"kerberos-right", QT_TRANSLATE_NOOP("pt::Scenario", "The sign-in by ticket works"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy wants the ticket that this computer got when somebody logged "
                       "in to the domain. It is there, and the proxy takes it.")},
    {"kerberos-no-ticket", QT_TRANSLATE_NOOP("pt::Scenario", "No ticket on this computer"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy accepts only the ticket of the company's domain, and nobody "
                       "has logged in to the domain here.")},
    {"kerberos-no-ticket-beside-basic", QT_TRANSLATE_NOOP("pt::Scenario", "No ticket, but a password will do"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy would like a ticket and also takes a password. There is no "
                       "ticket, so the password is used.")},
    {"kerberos-ticket-expired", QT_TRANSLATE_NOOP("pt::Scenario", "The ticket has ended"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The ticket of this computer was not renewed in time. It is of no use "
                       "any more.")},
    {"kerberos-by-address", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy is given as a number"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A ticket is issued for a name. Somebody has entered the proxy's "
                       "numeric address instead.")},
    {"kerberos-service-unknown", QT_TRANSLATE_NOOP("pt::Scenario", "The domain does not know the proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The ticket is asked for under a name of the proxy that was never "
                       "registered, such as an alias.")},
    {"kerberos-kdc-unreachable", QT_TRANSLATE_NOOP("pt::Scenario", "The domain does not answer"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The ticket has to be fetched from the domain first, and its server "
                       "cannot be reached, as from home without the VPN.")},
    {"kerberos-clock-skew", QT_TRANSLATE_NOOP("pt::Scenario", "The clock is wrong"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The clocks of this computer and of the domain's server differ by more "
                       "than 5 minutes, so no ticket is issued.")},
    {"kerberos-ticket-rejected", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy cannot read the ticket"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The ticket is right, but made for a newer key than the one that the "
                       "proxy has in its key file.")},
    {"kerberos-proxy-clock", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy complains about the clock"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy gets the ticket and says in its answer, in a form that only "
                       "programs read, that the clocks differ.")},
    {"kerberos-password-refused", QT_TRANSLATE_NOOP("pt::Scenario", "The domain refuses the password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "There is no ticket yet, so one is asked for with the password. It is "
                       "refused by the domain's server; the proxy never hears of it.")},
    {"socks-right", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy without a sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A SOCKS proxy passes connections on as they are. "
                       "This one asks nobody who they are, and both sites "
                       "answer.")},
    {"socks-password-right", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy with a sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The SOCKS proxy asks for a user name and a "
                       "password. They are right and both sites answer.")},
    {"socks-wrong-password", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy refuses the password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The SOCKS proxy asks for a user name and a "
                       "password, and refuses the password with one byte.")},
    {"socks-no-credentials", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy asks, and nothing was typed"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The SOCKS proxy asks for a user name and a "
                       "password, but nothing was typed to answer with.")},
    {"socks-method-refused", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy that wants a ticket"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The SOCKS proxy accepts the sign-in with a "
                       "Kerberos ticket (GSSAPI) only, which hardly any "
                       "program can do.")},
    {"socks-not-allowed", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy forbids the site"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The SOCKS proxy accepts the sign-in, and then says "
                       "that its rules do not allow the connection.")},
    {"socks-site-unreachable", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy cannot reach the site"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The SOCKS proxy says that it cannot reach the host "
                       "of the site.")},
    {"http-to-socks-port", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS proxy is taken for an HTTP proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The settings say HTTP proxy, and the port belongs "
                       "to a SOCKS proxy, which closes the connection "
                       "without a word.")},
    {"socks-to-http-port", QT_TRANSLATE_NOOP("pt::Scenario", "An HTTP proxy is taken for a SOCKS proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The settings say SOCKS proxy, and the port belongs "
                       "to an HTTP proxy, which waits for a line that "
                       "never comes.")},
    {"socks4a-right", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS 4a proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The older version of SOCKS knows no passwords. The "
                       "proxy finds the site by its name, and both sites "
                       "answer.")},
    {"socks4a-refused", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS 4a proxy refuses"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The older version of SOCKS says no more than that "
                       "the request was rejected or failed.")},
    {"socks-to-ssh-port", QT_TRANSLATE_NOOP("pt::Scenario", "Not a SOCKS proxy, but an SSH server"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The settings say SOCKS proxy, and an SSH server "
                       "greets on this port.")},
    {"settings-agree", QT_TRANSLATE_NOOP("pt::Scenario", "Settings that agree"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Variables and git name the same proxy, in both cases of letters, and the exceptions are for other computers. There is nothing to find.")},
    {"settings-disagree", QT_TRANSLATE_NOOP("pt::Scenario", "Two proxies in the settings"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The variables name one proxy, and git is told another.")},
    {"settings-only-in-git", QT_TRANSLATE_NOOP("pt::Scenario", "Only git knows the proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "git is told the proxy. The variables that most other programs read are not set.")},
    {"settings-bypassed", QT_TRANSLATE_NOOP("pt::Scenario", "An exception sends the site past the proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy is set, but the list of exceptions holds the domain of the site.")},
    {"settings-capitals", QT_TRANSLATE_NOOP("pt::Scenario", "The proxy in capital letters"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Only HTTP_PROXY is set. curl and other programs read http_proxy.")},
    {"settings-pac-right", QT_TRANSLATE_NOOP("pt::Scenario", "A PAC file that works"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "No address is typed. The desktop gives the address of a file, and the file names the proxy.")},
    {"settings-pac-unreachable", QT_TRANSLATE_NOOP("pt::Scenario", "The PAC file is gone"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The desktop gives the address of a file that names the proxy, and there is no such file.")},
    {"settings-pac-broken", QT_TRANSLATE_NOOP("pt::Scenario", "A PAC file with an error"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The file that should name the proxy calls a function that does not exist.")},
    {"settings-pac-endless", QT_TRANSLATE_NOOP("pt::Scenario", "A PAC file that never ends"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The file that should name the proxy never comes to an end, and is stopped.")},
    {"settings-pac-another-proxy", QT_TRANSLATE_NOOP("pt::Scenario", "The PAC file names another proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "One proxy is tested, and the file that the desktop uses names another.")},
    {"login-form-user-alone", QT_TRANSLATE_NOOP("pt::Scenario", "The user name without its domain"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The account is typed with a domain in front, and the proxy "
                       "knows the user name alone. A second attempt finds that "
                       "out.")},
    {"login-form-domain-user", QT_TRANSLATE_NOOP("pt::Scenario", "The user name with its Windows domain"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The account is typed like a mail address, and the proxy "
                       "knows it as DOMAIN\\user only. A third attempt finds that "
                       "out.")},
    {"login-form-user-at-domain", QT_TRANSLATE_NOOP("pt::Scenario", "The user name with its domain behind it"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The account is typed alone, and the proxy knows it with "
                       "the domain that it names itself. A second attempt finds "
                       "that out.")},
    {"login-form-not-the-cause", QT_TRANSLATE_NOOP("pt::Scenario", "Wrong password, whatever the form of the user name"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy refuses every form of the user name, because the "
                       "password itself is wrong.")},
    {"charset-latin1", QT_TRANSLATE_NOOP("pt::Scenario", "An umlaut that the proxy reads in its own way"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password has an umlaut. The proxy wants it in an older "
                       "encoding than programs send, which a second attempt finds "
                       "out.")},
    {"charset-left-untried", QT_TRANSLATE_NOOP("pt::Scenario", "An umlaut, and only one attempt"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password has an umlaut and is refused. Only a second "
                       "attempt could tell whether the encoding is the reason.")},
    {"charset-not-the-cause", QT_TRANSLATE_NOOP("pt::Scenario", "An umlaut in a wrong password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password has an umlaut, and it is refused in both "
                       "encodings, because it is wrong.")},
    {"space-in-password-proven", QT_TRANSLATE_NOOP("pt::Scenario", "A space behind the password, and a second attempt"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password was copied with a space at its end. Without "
                       "the space the second attempt passes, which proves it.")},
    {"space-not-the-cause", QT_TRANSLATE_NOOP("pt::Scenario", "A space behind a wrong password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password has a space at its end, but without the space "
                       "it is wrong as well.")},
    {"password-encoded-twice", QT_TRANSLATE_NOOP("pt::Scenario", "Percent codes in the password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password was copied out of an address, with codes in "
                       "place of its hyphens. With the real characters the second "
                       "attempt passes.")},
    {"digest-misprinted-hash", QT_TRANSLATE_NOOP("pt::Scenario", "A Digest hash as in a misprinted example"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy computes SHA-512-256 as an example in the "
                       "standard has it by mistake. The password is right, and no "
                       "program gets through.")},
    {"digest-misprint-not-the-cause", QT_TRANSLATE_NOOP("pt::Scenario", "A wrong password by SHA-512-256"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy computes SHA-512-256 rightly and refuses the "
                       "password in every reading, because it is wrong.")},
    {"digest-absolute-uri", QT_TRANSLATE_NOOP("pt::Scenario", "Digest over the whole address"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy wants the whole address signed, where most "
                       "programs sign the path of a page only.")},
    {"digest-refused-basic-offered", QT_TRANSLATE_NOOP("pt::Scenario", "Digest is refused, Basic is offered too"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy offers two methods and refuses the stronger one. "
                       "The weaker one would pass, but is never used unless "
                       "somebody asks for it.")},
    {"digest-refused-basic-asked-for", QT_TRANSLATE_NOOP("pt::Scenario", "The weaker method, asked for"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy offers two methods and refuses the stronger one. "
                       "Here the weaker one was asked for, and it passes.")},
    {"watch-node-changes", QT_TRANSLATE_NOOP("pt::Scenario", "To watch: another node takes over"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The sign-in works. Watch this proxy: after a few rounds "
                       "another machine answers under the same address.")},
    {"watch-proxy-fails", QT_TRANSLATE_NOOP("pt::Scenario", "To watch: the proxy stops working"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The sign-in works. Watch this proxy: after a few rounds "
                       "it answers everything with 503.")},
    {"watch-password-refused", QT_TRANSLATE_NOOP("pt::Scenario", "To watch: the password is refused later"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The sign-in works. Watch this proxy: after a few rounds "
                       "it refuses the password, which is then sent no more.")},
    {"password-changed", QT_TRANSLATE_NOOP("pt::Scenario", "A password that was changed"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password was accepted in a test twelve days ago and is "
                       "refused now.")},
    {"another-password-accepted", QT_TRANSLATE_NOOP("pt::Scenario", "A mistyped password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password is refused. The one that was accepted in a test "
                       "twelve days ago was another one, so it is probably mistyped.")},
    {"never-accepted-before", QT_TRANSLATE_NOOP("pt::Scenario", "A password that never worked"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password is refused. In the tests so far the proxy "
                       "accepted it for another user only.")},
    {"stored-copy-outdated", QT_TRANSLATE_NOOP("pt::Scenario", "An old password in a variable"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password in http_proxy is refused. Another one was "
                       "accepted three days ago, so this copy was not brought up to "
                       "date.")},
    {"stored-copy-beside", QT_TRANSLATE_NOOP("pt::Scenario", "An old password left with git"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password is right, and git still has the one from before.")},
    {"stored-copies-alike", QT_TRANSLATE_NOOP("pt::Scenario", "The same password everywhere"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The variables and git have the password that the proxy "
                       "accepts.")},
    {"stored-copy-not-the-cause", QT_TRANSLATE_NOOP("pt::Scenario", "A changed password in a variable"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password in http_proxy is the one that was accepted last "
                       "of all. It was changed since, and no newer one is known.")},
    {"reserved-character", QT_TRANSLATE_NOOP("pt::Scenario", "An @ in the password of an address"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The address was pasted with a password that has an @ in it"
                       " as it stands. This program understands what was meant; "
                       "most others split the address in the wrong place.")},
    {"reserved-character-encoded", QT_TRANSLATE_NOOP("pt::Scenario", "The same password, written as a code"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The @ in the password is written as %40, as it must be in "
                       "an address. Everything works.")},
    {"malformed-escape", QT_TRANSLATE_NOOP("pt::Scenario", "A percent sign in an address"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password in the pasted address has a percent sign that"
                       " is no code. Some programs give up before they send "
                       "anything.")},
    {"address-unreadable", QT_TRANSLATE_NOOP("pt::Scenario", "An address without a name"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Only a port was pasted; there is no proxy to be found in it.")},
    {"invisible-in-address", QT_TRANSLATE_NOOP("pt::Scenario", "Invisible characters around an address"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The address was copied with characters that nobody sees. "
                       "This program leaves them out; others do not.")},
    {"colon-in-user-name", QT_TRANSLATE_NOOP("pt::Scenario", "A colon in the user name"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in by Basic, in which a user "
                       "name cannot have a colon.")},
    {"user-without-password", QT_TRANSLATE_NOOP("pt::Scenario", "A user name without a password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in, and only a user name was typed.")},
    {"password-without-user", QT_TRANSLATE_NOOP("pt::Scenario", "A password without a user name"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy asks for a sign-in, and only a password was typed.")},
    {"keychain-locked", QT_TRANSLATE_NOOP("pt::Scenario", "The keychain stays locked"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password is kept in the keychain, which does not give "
                       "it, and the proxy asks for a sign-in.")},
    {"keychain-locked-not-asked", QT_TRANSLATE_NOOP("pt::Scenario", "The keychain is closed, but nobody asks"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The keychain does not give the password. The proxy asks "
                       "for no sign-in, so everything works all the same.")},
    {"name-not-found", QT_TRANSLATE_NOOP("pt::Scenario", "A name that does not exist"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy's name has a letter wrong, and no address is known for it.")},
    {"name-service-silent", QT_TRANSLATE_NOOP("pt::Scenario", "The name service does not answer"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Nobody tells this computer what address the proxy's name stands for.")},
    {"no-network", QT_TRANSLATE_NOOP("pt::Scenario", "No network at all"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "This computer is not connected to any network.")},
    {"port-refused", QT_TRANSLATE_NOOP("pt::Scenario", "Nothing listens on the port"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The computer is there, but no proxy takes connections on this port.")},
    {"local-helper-not-running", QT_TRANSLATE_NOOP("pt::Scenario", "A helper that does not run"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The settings name this computer itself as the proxy, and "
                       "the program that should answer there is not running.")},
    {"no-answer-to-connection", QT_TRANSLATE_NOOP("pt::Scenario", "No answer to the connection"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy's port answers nothing at all, as behind a firewall.")},
    {"no-way-there", QT_TRANSLATE_NOOP("pt::Scenario", "No way to the proxy"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The system knows no way to the proxy's address.")},
    {"sign-in-sent-to-the-site", QT_TRANSLATE_NOOP("pt::Scenario", "A sign-in in the wrong place"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of another program: it gave its sign-in in the"
                       " field for websites, where the proxy does not look.")},
    {"recorded-without-sign-in", QT_TRANSLATE_NOOP("pt::Scenario", "A program that sends no sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of another program: the proxy asks, and the "
                       "program gave nothing.")},
    {"recorded-digest-of-another-request", QT_TRANSLATE_NOOP("pt::Scenario", "A Digest answer for another page"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of another program: its answer was made for "
                       "another address than the one it asks for.")},
    {"recorded-digest-refused", QT_TRANSLATE_NOOP("pt::Scenario", "A Digest answer that was refused"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of another program: its answer fits the "
                       "question, and the proxy refused it.")},
    {"recorded-answer-alone", QT_TRANSLATE_NOOP("pt::Scenario", "Only half of a conversation"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording that holds the proxy's answer without the "
                       "request: too little to name a cause.")},
    {"recorded-basic-refused", QT_TRANSLATE_NOOP("pt::Scenario", "A recorded sign-in that was refused"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of another program: its sign-in went in clear "
                       "and was refused.")},
    {"basic-in-clear", QT_TRANSLATE_NOOP("pt::Scenario", "A password that everybody on the way can read"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The sign-in works, but the password goes to the proxy "
                       "without encryption.")},
    {"differs-by-method", QT_TRANSLATE_NOOP("pt::Scenario", "Two kinds of questions"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "For plain pages the proxy asks for Digest, for encrypted "
                       "ones for Basic. Programs that can only do one of them "
                       "reach half of the web.")},
    {"asks-for-tunnels-only", QT_TRANSLATE_NOOP("pt::Scenario", "A question for encrypted pages only"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Plain pages pass without a sign-in; for encrypted ones the"
                       " proxy asks.")},
    {"sign-in-only-for-plain", QT_TRANSLATE_NOOP("pt::Scenario", "Good for plain pages, refused for encrypted ones"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The same sign-in passes for plain pages and is refused for tunnels.")},
    {"sign-in-only-for-tunnels", QT_TRANSLATE_NOOP("pt::Scenario", "Good for encrypted pages, refused for plain ones"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The same sign-in is refused for plain pages and passes for tunnels.")},
    {"tunnel-dropped-unasked", QT_TRANSLATE_NOOP("pt::Scenario", "A tunnel that is closed without a question"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy closes every tunnel without a sign-in and never "
                       "asks for one. With the sign-in at once it opens.")},
    {"tunnel-always-dropped", QT_TRANSLATE_NOOP("pt::Scenario", "A tunnel that is always closed"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy closes every tunnel, with a sign-in and without.")},
    {"challenge-inside-the-tunnel", QT_TRANSLATE_NOOP("pt::Scenario", "A 407 from inside the tunnel"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy let the request pass; the website at the other "
                       "end answers as if it were a proxy itself.")},
    {"provider-plan-ended", QT_TRANSLATE_NOOP("pt::Scenario", "A subscription that has run out"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The sign-in is right, but the provider wants to be paid.")},
    {"provider-code-in-a-407", QT_TRANSLATE_NOOP("pt::Scenario", "A limit, worded as a sign-in"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The provider answers 407 as for a wrong password, and a "
                       "code beside it says that a limit is reached.")},
    {"provider-too-many-at-once", QT_TRANSLATE_NOOP("pt::Scenario", "Too many connections at once"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The sign-in is right, and the provider says that more "
                       "connections are open than the plan allows.")},
    {"proxy-broken-inside", QT_TRANSLATE_NOOP("pt::Scenario", "A proxy that fails itself"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy answers every request with an error of its own.")},
    {"tls-handshake-refused", QT_TRANSLATE_NOOP("pt::Scenario", "A proxy that refuses the encryption"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The settings say https, and the proxy breaks off while the"
                       " encryption is agreed.")},
    {"tls-client-certificate", QT_TRANSLATE_NOOP("pt::Scenario", "A proxy that wants a certificate"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy is spoken to over TLS and wants this computer to"
                       " show a certificate.")},
    {"inspected-trusted", QT_TRANSLATE_NOOP("pt::Scenario", "A proxy that looks into encrypted pages"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy opens what is encrypted and signs it anew. This "
                       "computer trusts it, so everything works.")},
    {"inspected-not-trusted", QT_TRANSLATE_NOOP("pt::Scenario", "A proxy that looks in and is not trusted"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy opens what is encrypted and signs it anew, and "
                       "this computer does not know its authority.")},
    {"kerberos-unavailable", QT_TRANSLATE_NOOP("pt::Scenario", "No Kerberos on this computer"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy takes Kerberos tickets only, and this system has"
                       " no Kerberos.")},
    {"ntlm-version-1-allowed", QT_TRANSLATE_NOOP("pt::Scenario", "The old NTLM, switched on"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy takes only version 1 of NTLM. It was switched on"
                       " for this run, and the sign-in works, weakly protected.")},
    {"only-another-method-wanted", QT_TRANSLATE_NOOP("pt::Scenario", "A method that was ruled out"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy offers Digest only, and the test was told to use"
                       " Basic only.")},
    {"socks-password-too-long", QT_TRANSLATE_NOOP("pt::Scenario", "A password too long for SOCKS"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The password has more than 255 bytes, which SOCKS cannot send.")},
    {"socks-password-in-clear", QT_TRANSLATE_NOOP("pt::Scenario", "A SOCKS password that everybody on the way can read"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The sign-in works, but SOCKS sends the password without encryption.")},
    {"tls-right-to-far-proxy", QT_TRANSLATE_NOOP("pt::Scenario", "The same password, encrypted on the way"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "The proxy is spoken to over TLS, so nobody on the way can "
                       "read the password.")},
    {"program-cannot-do-method", QT_TRANSLATE_NOOP("pt::Scenario", "A program that can do none of the methods"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of another program: the proxy offers two "
                       "methods, and the program knows neither.")},
    {"program-can-do-method", QT_TRANSLATE_NOOP("pt::Scenario", "The same program, where it can answer"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of another program: one of the methods is one "
                       "that the program knows, and it gave no sign-in.")},
    {"java-keeps-basic-back", QT_TRANSLATE_NOOP("pt::Scenario", "Java keeps the password back"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of a Java program: for encrypted pages it does"
                       " not use Basic unless it is told to.")},
    {"old-java-sends-nothing", QT_TRANSLATE_NOOP("pt::Scenario", "An older Java without a password"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "A recording of an older Java program, which would use "
                       "Basic if it had a password.")},
    {"error-text-of-a-program", QT_TRANSLATE_NOOP("pt::Scenario", "Only a program's error text"),
     QT_TRANSLATE_NOOP("pt::Scenario",
                       "Somebody pasted what a program printed. The words stand "
                       "for the proxy's question, and nothing more is known.")},
};

QString textOf(const QString &id, const char *ScenarioText::*member)
{
    for (const ScenarioText &text : texts) {
        if (id == QLatin1StringView(text.id))
            return QCoreApplication::translate("pt::Scenario", text.*member);
    }
    return {};
}

} // namespace

QString scenarioTitle(const QString &id)
{
    const QString title = textOf(id, &ScenarioText::title);
    return title.isEmpty() ? id : title;
}

QString scenarioAbout(const QString &id)
{
    return textOf(id, &ScenarioText::about);
}

} // namespace pt
