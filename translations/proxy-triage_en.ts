<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>MarkedLines</name>
    <message numerus="yes">
        <source>(%n more line(s))</source>
        <translation>
            <numerusform>(%n more line)</numerusform>
            <numerusform>(%n more lines)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RedactionText</name>
    <message numerus="yes">
        <source>Not searched for: %n secret(s) of fewer than 4 bytes, which cannot be told from other text.</source>
        <translation>
            <numerusform>Not searched for: %n secret of fewer than 4 bytes, which cannot be told from other text.</numerusform>
            <numerusform>Not searched for: %n secrets of fewer than 4 bytes, which cannot be told from other text.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pt::KeychainSecretStore</name>
    <message numerus="yes">
        <source>The password is longer than %n byte(s), more than a keychain item can hold.</source>
        <translation>
            <numerusform>The password is longer than %n byte, more than a keychain item can hold.</numerusform>
            <numerusform>The password is longer than %n bytes, more than a keychain item can hold.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pt::PracticeConnection</name>
    <message numerus="yes">
        <source>waits %n millisecond(s)</source>
        <translation>
            <numerusform>waits %n millisecond</numerusform>
            <numerusform>waits %n milliseconds</numerusform>
        </translation>
    </message>
</context>
</TS>
