import { matchRoute } from "../../../../local/aws/lambda/http-routes";

const keys = ["$default", "ANY /{proxy+}", "GET /vm/{id}", "GET /vm/list", "ANY /vm/list"];
const routes = keys.map((routeKey) => ({ apiId: "a", routeKey, functionName: "f", timeoutMs: 1 }));

describe("a request's route", () => {
  it.each([
    ["GET", "/vm/list", "GET /vm/list", {}],
    ["PUT", "/vm/list", "ANY /vm/list", {}],
    ["GET", "/vm/i-1", "GET /vm/{id}", { id: "i-1" }],
    ["GET", "/a/b", "ANY /{proxy+}", { proxy: "a/b" }],
    ["GET", "/", "$default", {}],
  ])("%s %s is %s", (method, path, key, pathParameters) => {
    const match = matchRoute(routes, method, path);
    expect(match?.route.routeKey).toBe(key);
    expect(match?.pathParameters).toEqual(pathParameters);
  });

  it("takes a dot for a dot", () => {
    const dotted = [{ apiId: "a", routeKey: "GET /a.b", functionName: "f", timeoutMs: 1 }];
    expect(matchRoute(dotted, "GET", "/axb")).toBeUndefined();
  });
});
