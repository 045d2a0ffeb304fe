/**
 * Passwords that many people choose, from the frequency list of zxcvbn-ts (@zxcvbn-ts/language-common 4.1.3, MIT, © 2012–2016 Dan Wheeler
 * and Dropbox, Inc., © 2021 @zxcvbn-ts), without the coarse ones: those of twelve characters or more, and the words that reach twelve by
 * figures and signs around them.
 */
const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const COMMON_PASSWORDS = list(`
010203040506 012345678910 014702580369 01telemike01 050605rostik 102030405060 1111111111zz 111222333000 111222333444555 112233445566
122333444455555 123123qweqwe 123321123321 123321456654 123321qweewq 123456654321 12345677654321 123456782000 1234567887654321 123456789000
12345678900987654321 123456789012 1234567890987654321 1234567890qaz 1234567890qw 1234567890qwe 1234567890qwerty 1234567890zzz 123456789101
123456789123 1234567892000 12345678987654321 123456789987654321 123456789aaa 123456789abc 123456789asd 123456789qaz 123456789qqq
123456789qwe 123456789qwer 123456789qwerty 123456789zxc 1234567qwertyu 123456qwerty 123456zxcvbn 1234qwerasdf 1234qwerasdfzxcv
123ewqasdcxz 123qwe123qwe 123qwe456rty 123qweasdzxc 123qwerty123 12qw34er56ty 159753159753 159753456852 193570356033 19960610ilja
1a2a3a4a5a6a 1a2s3d4f5g6h 1q2w3e4r5t6y 1qa2ws3ed4rf 1qa2ws3ed4rf5tg 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 1qazxsw23edcvfr4
23176djivanfros 23wkoa0fp78dk 31217221027711 32615948worms 41d8cd98f00b 420842084208555 4815162342lf 4815162342lost 541233432442
59382113kevinp 6215mila6215 742617000027 89063032220m 89231243658s 89876065093rax 89semtsriuty a1s2d3f4g5h6 abc123456789 admin18533362
administrator aksjdlasdakj89879 alpha135792468 amadeusptfcor an83546921an13 andrewjackie antananarivu anytimetoday asd123asd123
asdfgh123456 asdfghjkl123 auckland2010 avrillavigne badiman28200 bhrh0h2oof6xbqjeh blacksonblon bltynbabrfwbz boy4u2ownnyc bpgjldsgjldthnf
bullnuts2003 businessbabe cheeseburger chesterfield chickenwing101 christopher1 civilization cjdthitycndj cnfc35762209 combat123654
configuratio construction contortionist corperfmonsy cosmopolitan counterstrike devilmaycry4 digitalprodu dkflbvbhjdbx dkflbvbhjdyf
domainlock2005 edwardcullen entertainment fatima753357 finalfantasy findaupair007 fkmnthyfnbdf fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf
flvbybcnhfnjh foreveryoung frederiksberg fynfyfyfhbde gfhfktkjuhfv gfhjkmgfhjkm ghbdtnghbdtn ghbdtnrfrltkf ghhh47hj7649 ghjatccbjyfk
ghjcnjgbpltw ghjcnjgfhjkm ghjcnjghjcnj ghjcnjqgfhjkm ghjcnjrdfibyj ghjnbdjcnjzybt ghtdtlvtldtl gjkysqgbpltw greenlantern gthtrfnbgjkt
gtnhjpfdjlcr hd764nw5d7e1vb1 hd764nw5d7e1vbv hedimaptfcor iampurehaha2 iloveboobies ilovemyfamily ingodwetrust installdevic installsqlst
intelligence international ipo54tj45uy856 iseedeadpeople jamesbond007 josephphone7 justinbieber ktjynsq40147 leavemealone lhbjkjubz2957704
lost4815162342 love777321777 lytdybrbdfvgbhf lytghjgtnhjdcr mailcreated5240 maprchem56458 marinamarina massimiliano masterbaiting
masterbating maurolarastefy mevefalkcakk michaeljackson minecraft123 minnesota_hp momsanaladventure morganstanley mortalkombat
msoracle32re msorcloledbr nastyanastya ne_e_pod_chehyl necronomicon needforspeed nemvxyheqdd5oqxyxyzi networkingpe newproject2004
nhbujyjvtnhbz nhecsyfujkjdt nhfdvfnjkju123 nhfycajhvths nick1234-rem936 nightcrawler nondriversig ntktdbpjh1994 olcrackmaster ontheoutside
p030710p$e4o paraklast1974 password1234 passwordassword passwordpassword passwordstandard peanutbutter pfqwtd27121988 philadelphia
playstation2 playstation3 professional ptybnxtvgbjy punksnotdead q1w2e3r4t5y6 q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0
qawsedrftgyh qaz123wsx456 qazwsx123456 qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qazwsxqazwsx qazxswedc123 qazxswedcvfr qwaszxerdfcv
qwe123qwe123 qweasdzxc123 qwerasdfzxcv qwertasdfgzxcvb qwerty123456 qwerty123456789 qwertyasdfgh qwertyuiop10 qwertyuiop12 qwertyuiop123
qwertyuiop12345 qwertyytrewq residentevil rfnthbyf1988 ronaldinho10 sanfrancisco satisfaction saun24865709 scandinavian schoolgirlie
sdicmt7seytn seemnemaailm sojdlg123aljg sonnenschein sonyericsson specialinsta stickdaddy77 stinkyfinger stratocaster supernatural
systemofadown temppassword thecakeisalie ticketmaster transformers unbelievable vanyarespekt vfhbyfvfhbyf vfrcbvvfrcbv vfvfvskfhfve
vladimirovna warhammer40k wazzkaprivet websolutions websolutionssu webuivalidat weihnachtsbau weihnachtsbaum whosyourdaddy xxxp455w0rd5
z1x2c3v4b5n6 z1x2c3v4b5n6m7 zaq12wsxcde3 zaq1xsw2cde3 zaqwsxcderfv zcfvfzkexifz zqjphsyf6ctifgu zxcasdqwe123 zxcvbn123456 zxcvbnm123456789
zxcvbnmmnbvcxz
`);

export const COMMON_WORDS = list(`
aardvark aaron access accord action adgjmptw adidas admin adrian airborne airforce airplane alabama alaska albert alexande alexander
alexandr alexis alfred alicia alison allison alpha alyssa amanda amateur amber america american anderson andre andrea andreas andrew
andrey angel angela angelina angels animal anthony antonio apache apollo apple apples aragorn arizona arnold arsenal arthur artist asdasd
asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl ashley assassin assman athena atlanta atlantis audrey august aurora austin autumn avalon
avatar awesome azerty babes babydoll babygirl babylon badass badboy badger bailey baller balls bambam banana bandit barbara barbie barney
baseball basketba basketball bastard batman baxter beach beatles beauty beaver beavis benjamin benson berlin bernie bigboy bigdaddy bigdog
bigfoot bigmac bigman bigone bigred billy billybob birdie birthday bishop biteme blabla black blahblah blaster blazer blizzard blonde
blondie blowjob blowme bluebird bobafett bobby bobcat bollocks bondage bonnie boobies booboo booger boogie boomer booty boston bowling
bradley brandi brandon brandy braves brazil brenda brian britney brittany bronco broncos brooke brooklyn brother brown browns bruins
brutus bubba bubble bubbles buckeye buckeyes buddha buddy budlight buffalo bulldog bulldogs bullet bunny burger burton business buster
butter butterfl butterfly butthead cadillac caesar calvin camaro cameron campbell canada cancer candy cannon captain cardinal carlos
carmen carolina caroline carrie carter cartman casey casino casper cassie castle catdog catfish cavalier celtic cessna champion chance
chandler changeme charger charles charlie check cheese chelsea cherokee cherry cheryl chester chevelle chevy cheyenne chicago chicken
chiefs chipper chocolat chopper chris chrissy christ christia christin chronic cjkysirj claire classic claudia clinton cobra cocacola
coffee college colorado colors compaq computer connie connor consumer control cookie cookies cooper copper corona corvette cougar country
courtney cowboy cowboys coyote crazy creative cricket cristina crystal cthutq curtis daddy daisy dakota dallas dancer danger daniel
danielle darkness darkside darkstar david dbrnjhbz death debbie december defender deftones denise dennis denver design destiny detroit
devildog devils dexter dfvgbh diablo diamond diamonds diesel digger digital dilbert disney doctor dodgers doggie dollar dolphin dolphins
domino donald donkey douglas dragon dragons dreamer dreams driver drowssap drpepper drummer ducati dudley duncan dustin eagle eagles eatme
eclipse edward einstein elaine electric elena elephant elizabet elizabeth elvis eminem empire engineer england enigma enjoy enter enterpri
erotic escort eugene everton explorer express extreme falcon family fantasy farmer fatboy father fender ferrari fetish ficken fireball
firebird fireman fisher fishing fktrcfylh fktrctq flash flipper florida flower flowers fluffy flyers foobar football forest forever france
francis frank frankie franklin freaky freddie freddy fredfred freedom freeman freepass freeuser friday friend friends froggy future
fyfcnfcbz fylhtq gabriel galaxy galina galore gambit gandalf garcia garden garfield gateway gators gemini general genesis genius george
georgia german gfhjkm ghbdtn giants gibson ginger girls gizmo gloria goblue godzilla goforit goldberg golden goldfish goldie golfer goober
google gordon gracie great green greenday gregory griffin guinness guitar gundam gunner hacker hamilton hamlet hammer hamster hannah happy
hardcore hardon harley harrison harry harvey hawaii hawkeye heather heaven hellfire hello helpme hendrix hentai hercules herman hesoyam
highland hiphop hitman hjvfirf hobbes hobbit hockey holiday holland homer honda honey hooker hooters hornet horney horse horses hotdog
hotrod hotstuff hottie house houston howard hummer hunter hunting ibanez icecream iceman iloveu iloveyou impala indian indiana indians
indigo infinity insane integra internet ireland ironman island iwantu jackass jackie jackson jaguar james jasmin jasmine jason jasper
jeffrey jennifer jenny jeremy jerome jerry jessica jessie jester jesus jimmy joanne johnny johnson joker jonathan jones jordan joseph
joshua julian julie jungle junior jupiter justice justin justme juventus kaiser karate karen karina katana kathleen katie kawasaki kelly
kelsey kenneth kermit kevin killer kimberly kirill kissme kitten kitty klaster knicks knight kodiak kramer kristen kristin kristina
lacrosse ladies lakers lancer larisa lasvegas laura lauren lawrence leather legend lennon leonard leonardo lesbian leslie lestat letmein
liberty lickme lifehack light lights lincoln linda lindsay little liverpoo liverpool lizard logitech lolita lollol london lonewolf
longhorn looking louise lovelove lovely loveme lover loverboy lovers loveyou lucifer lucky machine maddie maddog madison madman madmax
madonna maggie magic magnum maiden maksim malibu manager manchester manson manutd marathon marcus maria mariah marie marina marine marines
marino marion marlboro marley marshall martha martin marvin maryjane master matrix matthew maverick maxima maximus maxwell melanie melissa
member mercedes mercury merlin metallic metallica mexico michael michele michelle michigan mickey microsoft midnight miller millie
minecraft minnie miranda mister mistress mitchell molly monday money monica monika monkey monster montana montreal mookie moose morgan
morpheus morris mother motorola mountain mouse mozart muffin murphy music mustang mylove nadine napoleon naruto nascar nastya natali
natalie natasha nathan naughty nelson nemesis newport newton newyork nfnmzyf nicholas nicole nikita nintendo nipples nirvana nissan norman
norton nothing november october oksana oliver olivia online openup orange orlando oscar outlaw packard packers pakistan paladin pamela
pandora pantera panther panthers panties panzer paradise paris parker pascal passion passport passwor password patches patricia patrick
patriots pavilion peaches peanut pearljam peekaboo peewee pegasus pencil penguin people pepper pepsi perfect pervert peter phantom philip
phoenix phpbb picard pickle pierre piglet pimpin pioneer pirate pitbull pizza platinum playboy player please pokemon polaris police polina
pontiac poohbear pookie poopoo popcorn popeye porsche potter power powers precious predator prelude presario pretty prince princess
private psycho pumpkin purple pussies pyramid qazqaz qazwsx qazwsxedc qazxsw qwaszx qweasd qweasdzxc qweqwe qwert qwerty qwertyu qwertyui
qwertyuiop rabbit rachel racing raider raiders rainbow random ranger rangers raptor rascal raven raymond reaper rebecca reddog redhead
redman redneck redrum redskins redsox redwings reggie regina remember renegade richard robbie robert roberto rocket rocks rockstar rocky
roland rolltide ronald ronaldo ronnie rooster roscoe rosebud rulez runner ruslan russell russia rusty sabrina sailor saints samantha sammy
sampson samson samsung samuel samurai sandman sandra sandy sarah sasha saturn savage savannah scarface school scooby scooter scorpio
scorpion scotland scott scotty scully seattle secret security semperfi serega serenity sergey service seven shadow shaggy shamrock shannon
sharon shelby shelly sherlock shooter shorty shotgun sidney siemens sierra silver simon simone simple simpson simpsons single sister
skater skeeter skipper skippy skyline slayer slipknot smiley smith smitty smoke smokey smooth snake snickers sniper snoopy snowball
snowman soccer softball software sophia sophie spanky sparky spartak spartan special speedy spencer spider spiderma spiderman spike spirit
spitfire spooky sports spring squirt srinivas stacey stalker stanley stargate startrek starwars stealth steelers stefan stella stephani
stephen sterling steve steven stewart stinger stingray stinky stones storm stormy street strike student stupid subaru sublime success
sugar summer sunday sunset sunshine super superman surfer suzuki svetlana sweet sweetie sweetpea sweety swimming swinger swordfis
swordfish sydney system tanner target tarheels tattoo taurus taylor teacher techno teens tennis teresa tester testing testtest texas
thailand theman theone therock thomas thuglife thumper thunder tickle tiffany tiger tigers tigger timber timothy tinker titanic tomcat
tommy tomtom topgun tornado toronto toshiba toyota transam travel travis trevor trfnthbyf trigger trinity tristan triumph trooper trouble
trucker trucks trumpet tucker turkey turtle tweety tyler unicorn united valentin valentina valera valerie vampire vanessa vegeta veronica
veronika vfhbyf vfrcbv victor victoria victory video viking vikings viktor vincent viper virginia vision vladimir voodoo voyager walker
wallace walter wanker warcraft warrior water weasel welcome westside whatever white whynot wicked wildcat wildcats william williams willie
willow wilson windows winner winnie winston winter wizard wolfgang wolfpack wolverin wolves wombat wonder woody wordpass wrangler wutang
xavier xfiles yamaha yankee yankees yellow yfnfif young zachary zaqwsx zeppelin zombie zxcvbn zxcvbnm
`);
